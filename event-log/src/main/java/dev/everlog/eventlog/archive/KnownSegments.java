package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.archive.Chunks.Chunk;
import dev.everlog.eventlog.tail.Archive.Source;
import dev.everlog.eventlog.tail.Hash;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Segments as the manifest knows them, and what is worth keeping of them between two reads. Nothing of a file is given
 * that was not compared with the manifest: who reads a few rows waits for the blocks they are in, who walks for all of
 * the file, the first time. Thread-safe.
 */
final class KnownSegments {
    private final Path directory;
    // by the hash of the file:
    private final Set<Hash> whole = ConcurrentHashMap.newKeySet();
    private final Map<Hash, CheckedBlocks> blocks = new ConcurrentHashMap<>();
    private final Map<Hash, PageIndex> indexes = new ConcurrentHashMap<>();
    private final Dictionaries dictionaries = new Dictionaries();
    private final Chunks chunks = new Chunks();

    KnownSegments(Path directory) {
        this.directory = directory;
    }

    /** Keeps nothing of files that erasing has replaced. */
    void retain(List<Segment> segments) {
        Set<Hash> files = segments.stream().map(Segment::sha256).collect(Collectors.toSet());
        whole.retainAll(files);
        blocks.keySet().retainAll(files);
        indexes.keySet().retainAll(files);
        chunks.retain(files);
        dictionaries.retain(segments.stream().map(this::path).collect(Collectors.toSet()));
    }

    private Path path(Segment segment) {
        return directory.resolve(segment.fileName());
    }

    /** Just written and read back. */
    void add(Segment sealed) {
        whole.add(sealed.sha256());
    }

    /** The file of a segment, all of it compared with the manifest when this process asks for the first time. */
    Path checked(Segment segment) throws IOException {
        Path file = path(segment);
        if (!whole.contains(segment.sha256())) {
            segment.check(file);
            whole.add(segment.sha256());
        }
        return file;
    }

    /** Walks the rows behind a position, after comparing the file. */
    Source<Row> rows(Segment segment, long after) throws IOException {
        var _ = checked(segment);
        return new SegmentRows<>(open(segment), Math.max(0, after + 1 - segment.first()), Row::of);
    }

    /** The events of a chunk, decoded if nobody has lately. */
    List<StoredEvent> events(Segment segment, Chunk chunk) throws IOException {
        List<StoredEvent> known = chunks.get(chunk);
        if (known == null) {
            long from = chunk.after() + 1 - segment.first();
            long to = Math.min(chunk.last(), segment.last()) + 1 - segment.first();
            try (PageReader reader = open(segment)) {
                known =
                        reader.read(new RowBlock(from, to)).rows().stream()
                                .map(row -> row.event().stored())
                                .toList();
            }
            chunks.put(chunk, known);
        }
        return known;
    }

    /** Hash of the frame that holds a position. Reads no column but that of the hashes. */
    Hash hash(Segment segment, long position) throws IOException {
        try (PageReader reader = open(segment)) {
            for (long row = position - segment.first(); ; row++) {
                Hash ends = hashAt(reader, row);
                if (ends != null) {
                    return ends;
                }
            }
        }
    }

    private static @Nullable Hash hashAt(PageReader reader, long row) throws IOException {
        RowBlock one = new RowBlock(row, row + 1);
        reader.read(Column.FRAME_HASH, one);
        return one.frame(row);
    }

    private PageReader open(Segment segment) throws IOException {
        Path path = path(segment);
        CheckedBlocks checked =
                blocks.computeIfAbsent(segment.sha256(), _ -> new CheckedBlocks(segment));
        try {
            SegmentBytes file =
                    whole.contains(segment.sha256())
                            ? SegmentBytes.of(path)
                            : SegmentBytes.of(path, checked);
            return new PageReader(file, index(segment, file), dictionaries);
        } catch (NoSuchFileException e) {
            throw segment.missing(path);
        }
    }

    private PageIndex index(Segment segment, SegmentBytes file) throws IOException {
        PageIndex known = indexes.get(segment.sha256());
        if (known == null) {
            known = PageIndex.load(file);
            indexes.put(segment.sha256(), known);
        }
        return known;
    }
}
