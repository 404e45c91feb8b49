package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.tail.Archive.End;
import dev.everlog.eventlog.tail.Archive.Rewritten;
import dev.everlog.eventlog.tail.Archive.Source;
import dev.everlog.eventlog.tail.FailPoint;
import dev.everlog.eventlog.tail.PrivateFiles;
import dev.everlog.eventlog.tail.WholeFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes segments once more without some events' data, as they were sealed: read back and proved before anything knows
 * them. Confined, under the lease.
 */
final class Eraser {
    /** The file of a segment, compared with the manifest. */
    @FunctionalInterface
    interface Checked {
        Path file(Segment segment) throws IOException;
    }

    private final Path directory;
    private final Checked checked;
    private final Positions erased;
    private int segments;
    private End before = End.NONE;
    private End after = End.NONE;

    Eraser(Path directory, Checked checked, Positions erased) {
        this.directory = directory;
        this.checked = checked;
        this.erased = erased;
    }

    /** What the manifest says when this returns, and survives a power cut. */
    SegmentCatalog rewrite(SegmentCatalog catalog) throws IOException {
        Map<Segment, Segment> newer = new HashMap<>();
        for (Segment segment : catalog.segments()) {
            if (erased.touches(segment.first(), segment.last())) {
                newer.put(segment, rewrite(segment));
            }
        }
        SegmentCatalog next = catalog.replaced(segment -> newer.getOrDefault(segment, segment));
        next.store(directory);
        FailPoint.BEFORE_ERASED_TRIM.pass();
        return next;
    }

    private Segment rewrite(Segment segment) throws IOException {
        Path file = checked.file(segment);
        try (Source<WholeFrame> frames =
                new FrameSource(
                        file,
                        new SegmentRows<>(PageReader.alone(SegmentBytes.of(file)), 0, Row::of),
                        segment.behind())) {
            Segment newer = new Sealer(directory).seal(segment.behind(), without(frames));
            segments++;
            before = new End(new Position(segment.last()), segment.after());
            after = new End(new Position(newer.last()), newer.after());
            if (!after.equals(before)) {
                throw new IllegalStateException(
                        file + " ends at " + before + " and without the data at " + after);
            }
            return newer;
        }
    }

    private Source<WholeFrame> without(Source<WholeFrame> frames) {
        return new Source<>() {
            @Override
            public @Nullable WholeFrame next() throws IOException {
                WholeFrame next = frames.next();
                return next == null ? null : next.without(erased);
            }

            @Override
            public void close() {
                // whoever opened the frames closes them
            }
        };
    }

    Rewritten rewritten() {
        return new Rewritten(segments, before, after);
    }

    /** Also what a death has left: it may hold what was erased. Who has a file open reads on. */
    void deleteAllBut(SegmentCatalog catalog) throws IOException {
        List<Path> others;
        try (Stream<Path> all = Files.list(directory)) {
            others = all.filter(file -> !catalog.names(file.getFileName().toString())).toList();
        }
        for (Path file : others) {
            Files.deleteIfExists(file);
        }
        PrivateFiles.forceDirectory(directory);
    }
}
