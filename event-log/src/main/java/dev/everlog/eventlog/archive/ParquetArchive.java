package dev.everlog.eventlog.archive;

import static java.util.stream.Collectors.toMap;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.archive.Chunks.Chunk;
import dev.everlog.eventlog.tail.Archive;
import dev.everlog.eventlog.tail.Hash;
import dev.everlog.eventlog.tail.LogImage;
import dev.everlog.eventlog.tail.WholeFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The archive as Parquet files beside a manifest. What is read of a file is compared with the manifest when this process
 * reads it for the first time, see {@link KnownSegments}, and the checksum of a page whenever it is read. Thread-safe.
 */
public final class ParquetArchive implements Archive {
    private final Path directory;
    private final KnownSegments known;
    private volatile SegmentCatalog catalog = SegmentCatalog.EMPTY;

    /** Reads nothing. */
    public ParquetArchive(Path directory) {
        this.directory = directory;
        this.known = new KnownSegments(directory);
    }

    @Override
    public End refresh() throws IOException {
        adopt(SegmentCatalog.load(directory));
        return catalog.end();
    }

    private void adopt(SegmentCatalog next) {
        catalog = next;
        known.retain(next.segments());
    }

    @Override
    public End end() {
        return catalog.end();
    }

    @Override
    public Source<List<StoredEvent>> read(Position after) {
        return new Nearest(after);
    }

    private Walk<List<StoredEvent>> walk(Position after) {
        return new Walk<>(
                new End(after, Hash.GENESIS), (file, rows, behind) -> new EventSource(rows));
    }

    @Override
    public Source<WholeFrame> frames(End behind) {
        return new Walk<>(behind, FrameSource::new);
    }

    @Override
    public Hash hash(Position position) throws IOException {
        return inNewest(position.value(), segment -> known.hash(segment, position.value()));
    }

    /** What is done with a segment. */
    @FunctionalInterface
    private interface Use<T> {
        T of(Segment segment) throws IOException;
    }

    /** Reads the segment that holds a position, again if erasing has given it another file meanwhile. */
    private <T> T inNewest(long position, Use<T> use) throws IOException {
        while (true) {
            Segment segment = Objects.requireNonNull(catalog.holding(position), "not sealed");
            try {
                return use.of(segment);
            } catch (IOException | LogException e) {
                refresh();
                Segment newest = catalog.holding(position);
                if (newest == null || newest.equals(segment)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void check(long first, long last) throws IOException {
        for (Segment segment : catalog.segments()) {
            if (segment.first() <= last && segment.last() >= first) {
                var _ = inNewest(segment.first(), known::checked);
            }
        }
    }

    @Override
    public boolean isThere() {
        return catalog.segments().stream()
                .allMatch(segment -> Files.exists(directory.resolve(segment.fileName())));
    }

    @Override
    public void salvage(Consumer<WholeFrame> sink) throws IOException {
        Map<String, Segment> listed =
                catalog.segments().stream().collect(toMap(Segment::fileName, each -> each));
        End end = End.NONE;
        for (Path file : segmentFiles()) {
            Segment segment = listed.get(file.getFileName().toString());
            end = SegmentSalvage.salvage(file, segment == null ? end : segment.behind(), sink);
        }
    }

    /** In order of position, also those that a damaged manifest does not tell of. */
    private List<Path> segmentFiles() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(Segment.SUFFIX)).sorted().toList();
        }
    }

    /** To be asked by who found no event hot: before the first manifest is written, all events are. */
    private void requireNoSegments() throws IOException {
        List<Path> files = segmentFiles();
        if (!files.isEmpty()) {
            throw SegmentCatalog.missing(directory, files.size());
        }
    }

    @Override
    public List<LogImage.Part> image() throws IOException {
        return catalog.image(directory);
    }

    @Override
    public void seal(Source<WholeFrame> frames) throws IOException {
        End end = refresh();
        LogException damage = catalog.damage();
        if (damage != null) {
            throw damage.again();
        }
        Segment sealed = new Sealer(directory).seal(end, frames);
        SegmentCatalog next = catalog.with(sealed);
        next.store(directory);
        known.add(sealed);
        catalog = next;
    }

    @Override
    public Rewritten erase(Positions erased) throws IOException {
        refresh();
        LogException damage = catalog.damage();
        if (damage != null) {
            throw damage.again();
        }
        Eraser eraser = new Eraser(directory, known::checked, erased);
        adopt(eraser.rewrite(catalog));
        eraser.deleteAllBut(catalog);
        return eraser.rewritten();
    }

    @Override
    public void close() {
        // every reader closes its own file
    }

    /** Begins with the chunk of the first event, since most who come want no more, then walks. Confined. */
    private final class Nearest implements Source<List<StoredEvent>> {
        private final Position after;
        private @Nullable Walk<List<StoredEvent>> rest;

        Nearest(Position after) {
            this.after = after;
        }

        @Override
        public @Nullable List<StoredEvent> next() throws IOException {
            if (rest != null) {
                return rest.next();
            }
            long first = after.value() + 1;
            if (catalog.holding(first) == null) {
                rest = walk(after);
                return rest.next();
            }
            List<StoredEvent> events =
                    inNewest(
                            first, segment -> known.events(segment, Chunk.holding(segment, first)));
            rest = walk(events.getLast().position());
            int from = Math.toIntExact(first - events.getFirst().position().value());
            return events.subList(from, events.size());
        }

        @Override
        public void close() throws IOException {
            if (rest != null) {
                rest.close();
            }
        }
    }

    /** What is made of the rows of a segment. */
    @FunctionalInterface
    private interface Opened<T> {
        Source<T> of(Path file, Source<Row> rows, End behind);
    }

    /** Goes through the segments one after the other. Confined. */
    private final class Walk<T> implements Source<T> {
        private final SegmentCatalog listed = catalog;
        private final Opened<T> opened;
        private End behind;
        private @Nullable Source<T> source;

        Walk(End behind, Opened<T> opened) {
            this.behind = behind;
            this.opened = opened;
        }

        @Override
        public @Nullable T next() throws IOException {
            @Nullable T next = source == null ? null : source.next();
            while (next == null && open()) {
                next = Objects.requireNonNull(source).next();
            }
            return next;
        }

        /** False at the end of the archive. */
        private boolean open() throws IOException {
            close();
            long after = behind.position().value();
            Segment segment = listed.holding(after + 1);
            if (segment == null) {
                LogException damage = listed.damage();
                if (damage != null) {
                    throw damage.again();
                }
                if (listed.segments().isEmpty()) {
                    requireNoSegments();
                }
                return false;
            }
            source = inNewest(after + 1, newest -> opened(newest, after));
            behind = new End(new Position(segment.last()), segment.after());
            return true;
        }

        private Source<T> opened(Segment segment, long after) throws IOException {
            Path file = directory.resolve(segment.fileName());
            return opened.of(file, known.rows(segment, after), behind);
        }

        @Override
        public void close() throws IOException {
            if (source != null) {
                source.close();
                source = null;
            }
        }
    }
}
