package dev.everlog.eventlog.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.everlog.eventlog.Damage;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Archive;
import dev.everlog.eventlog.tail.LogImage.Part;
import dev.everlog.eventlog.tail.PrivateFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the archive holds: the manifest, one line a segment behind a line with the format, replaced as a whole with each
 * segment that is added. See {@link ManifestLine}. Immutable.
 *
 * @param segments in order of position, without gaps; what stands before the damage, if there is one
 * @param damage of the manifest, or null
 */
record SegmentCatalog(List<Segment> segments, @Nullable LogException damage) {
    /** The archive of a log that has never sealed anything. */
    static final SegmentCatalog EMPTY = new SegmentCatalog(List.of(), null);

    private static final String MANIFEST = "manifest";
    private static final String FORMAT = "everlog archive, format ";
    private static final int VERSION = 1;

    SegmentCatalog {
        segments = List.copyOf(segments);
    }

    static SegmentCatalog load(Path archive) throws IOException {
        Path file = archive.resolve(MANIFEST);
        if (!Files.exists(file)) {
            return EMPTY;
        }
        String text = new String(Files.readAllBytes(file), ISO_8859_1);
        List<Segment> segments = new ArrayList<>();
        int offset = 0;
        boolean intact = true;
        while (intact && offset < text.length()) {
            int end = text.indexOf('\n', offset);
            String line = end < 0 ? "" : text.substring(offset, end);
            intact = offset == 0 ? isFormat(file, line) : add(line, segments);
            offset = intact ? end + 1 : offset;
        }
        return new SegmentCatalog(
                segments, intact && offset > 0 ? null : damaged(file, offset, segments));
    }

    private static boolean isFormat(Path file, String line) {
        String known = ManifestLine.checked(FORMAT + VERSION);
        if (ManifestLine.isWhole(line) && line.contains(FORMAT) && !line.equals(known)) {
            throw new LogException(
                    Kind.NEWER_FORMAT,
                    file
                            + " says '"
                            + line
                            + "', this Everlog knows format "
                            + VERSION
                            + ": use the newer Everlog; nothing was changed");
        }
        return line.equals(known);
    }

    private static boolean add(String line, List<Segment> segments) {
        Segment next = ManifestLine.parse(line);
        Archive.End end = end(segments);
        if (next == null
                || next.first() != end.position().value() + 1
                || !next.before().equals(end.hash())) {
            return false;
        }
        segments.add(next);
        return true;
    }

    private static LogException damaged(Path file, int offset, List<Segment> segments) {
        Position next = end(segments).position().plus(1);
        return new LogException(
                new Damage(file, offset, next),
                "the archive's "
                        + file
                        + " is damaged at offset "
                        + offset
                        + ": which segment holds "
                        + next
                        + " cannot be told");
    }

    /** What to say when segments are there and nothing tells of them. */
    static LogException missing(Path archive, int segments) {
        Path file = archive.resolve(MANIFEST);
        return new LogException(
                new Damage(file, 0, Position.NONE.plus(1)),
                "the archive's manifest is missing: "
                        + file
                        + ", and "
                        + segments
                        + " segments are there; everlog salvage reads them without it");
    }

    /** Where the last intact segment ends. */
    Archive.End end() {
        return end(segments);
    }

    private static Archive.End end(List<Segment> segments) {
        return segments.isEmpty()
                ? Archive.End.NONE
                : new Archive.End(
                        new Position(segments.getLast().last()), segments.getLast().after());
    }

    /** The segment that holds the position, or null. */
    @Nullable Segment holding(long position) {
        int low = 0;
        int high = segments.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Segment segment = segments.get(middle);
            if (position < segment.first()) {
                high = middle - 1;
            } else if (position > segment.last()) {
                low = middle + 1;
            } else {
                return segment;
            }
        }
        return null;
    }

    /** This and one more. */
    SegmentCatalog with(Segment segment) {
        List<Segment> more = new ArrayList<>(segments);
        more.add(segment);
        return new SegmentCatalog(more, damage);
    }

    /** This with other files for segments of the same ranges. */
    SegmentCatalog replaced(UnaryOperator<Segment> newer) {
        return new SegmentCatalog(segments.stream().map(newer).toList(), damage);
    }

    /** Whether a file of the archive's directory belongs to it. */
    boolean names(String file) {
        return file.equals(MANIFEST)
                || segments.stream().anyMatch(segment -> segment.fileName().equals(file));
    }

    /** The files of the archive. */
    List<Part> image(Path archive) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (Segment segment : segments) {
            Path file = archive.resolve(segment.fileName());
            parts.add(
                    new Part(
                            name(segment.fileName()),
                            Files.size(file),
                            () -> Files.newInputStream(file)));
        }
        if (!segments.isEmpty()) {
            byte[] manifest = manifest();
            parts.add(
                    new Part(
                            name(MANIFEST),
                            manifest.length,
                            () -> new ByteArrayInputStream(manifest)));
        }
        return parts;
    }

    private static String name(String file) {
        return "archive/" + file;
    }

    private byte[] manifest() {
        StringBuilder text = new StringBuilder(ManifestLine.checked(FORMAT + VERSION) + "\n");
        segments.forEach(segment -> text.append(ManifestLine.format(segment)).append('\n'));
        return text.toString().getBytes(ISO_8859_1);
    }

    /** Replaces the manifest; on return it survives a power cut. */
    void store(Path archive) throws IOException {
        PrivateFiles.replace(
                archive.resolve(MANIFEST), archive.resolve(MANIFEST + ".new"), manifest());
    }
}
