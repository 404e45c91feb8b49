package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.Damage;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Archive.End;
import dev.everlog.eventlog.tail.Archive.Source;
import dev.everlog.eventlog.tail.WholeFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the rows of a segment together to the frames they came in, and proves each. Confined. */
final class FrameSource implements Source<WholeFrame> {
    private final Path file;
    private final Source<Row> rows;
    private End end;

    /** @param behind which the first row follows */
    FrameSource(Path file, Source<Row> rows, End behind) {
        this.file = file;
        this.rows = rows;
        this.end = behind;
    }

    @Override
    public @Nullable WholeFrame next() throws IOException {
        List<WholeFrame.Linked> events = new ArrayList<>();
        for (Row row = rows.next(); row != null; row = rows.next()) {
            events.add(row.event());
            if (row.frame() != null) {
                return proved(new WholeFrame(row.frame(), events));
            }
        }
        if (!events.isEmpty()) {
            throw broken("ends in the middle of a frame");
        }
        return null;
    }

    private WholeFrame proved(WholeFrame frame) {
        if (frame.first() != end.position().value() + 1 || !frame.follows(end.hash())) {
            throw broken("holds a frame that does not follow the frame before it");
        }
        end = new End(new Position(frame.last()), frame.hash());
        return frame;
    }

    private LogException broken(String how) {
        Position next = end.position().plus(1);
        return new LogException(
                new Damage(file, 0, next), "the archive's " + file + " " + how + ", at " + next);
    }

    /** Where the frames end that were given so far. */
    End end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
