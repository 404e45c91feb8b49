package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Archive.End;
import dev.everlog.eventlog.tail.Hash;
import dev.everlog.eventlog.tail.WholeFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gets out of a segment that may be damaged the frames that can be proved: all but those of which a page is. A frame is
 * proved by the hash of the frame before it, which stands in a page of its own. A damaged footer loses the file, a
 * damaged dictionary what needs it. Confined.
 */
final class SegmentSalvage {
    private final PageReader reader;
    private final Consumer<WholeFrame> sink;
    private final List<WholeFrame.Linked> events = new ArrayList<>();
    private @Nullable End behind; // null until the end of a frame is known
    private End proved;

    private SegmentSalvage(PageReader reader, End behind, Consumer<WholeFrame> sink) {
        this.reader = reader;
        this.behind = behind;
        this.proved = behind;
        this.sink = sink;
    }

    /**
     * Hands over, in order, what can be proved.
     *
     * @param behind where the frames end that stand before this file
     * @return where the last frame ends that was handed over; {@code behind} when none was
     */
    static End salvage(Path file, End behind, Consumer<WholeFrame> sink) {
        try (PageReader reader = PageReader.alone(SegmentBytes.of(file))) {
            return new SegmentSalvage(reader, behind, sink).run();
        } catch (IOException e) {
            return behind; // nothing of this file can be read
        }
    }

    private End run() {
        long from = 0;
        for (long to : ends()) {
            try {
                reader.read(new RowBlock(from, to)).rows().forEach(this::take);
            } catch (IOException e) {
                resumeAt(to);
            }
            from = to;
        }
        return proved;
    }

    /** The rows behind which a page of any column ends: one damaged page costs what is between two of them. */
    private SortedSet<Long> ends() {
        SortedSet<Long> ends = new TreeSet<>();
        reader.index().columns().forEach(pages -> pages.forEach(page -> ends.add(page.to())));
        return ends;
    }

    private void resumeAt(long row) {
        events.clear();
        behind = null;
        try {
            RowBlock before = new RowBlock(row - 1, row);
            reader.read(Column.FRAME_HASH, before);
            reader.read(Column.POSITION, before);
            Hash hash = before.frame(row - 1);
            behind = hash == null ? null : new End(before.position(row - 1), hash);
        } catch (IOException e) {
            // the next frame tells only where the one behind it begins
        }
    }

    private void take(Row row) {
        events.add(row.event());
        if (row.frame() != null) {
            end(new WholeFrame(row.frame(), events));
            events.clear();
        }
    }

    private void end(WholeFrame frame) {
        End end = new End(new Position(frame.last()), frame.hash());
        End known = behind;
        if (known != null
                && frame.first() == known.position().value() + 1
                && frame.first() > proved.position().value()
                && frame.follows(known.hash())) {
            sink.accept(frame);
            proved = end;
        }
        behind = end;
    }
}
