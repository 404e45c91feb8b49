package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.tail.CommitMark.Mark;
import dev.everlog.eventlog.tail.FrameStore.Engine;
import dev.everlog.eventlog.tail.FrameWalk.Found;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a log is made of, up to one position: copied elsewhere under their names, the parts are a log that ends there.
 * Writers may go on meanwhile, for what is in an image does not change. Immutable.
 *
 * @param position of the last event
 * @param hash of the last frame, hexadecimal
 * @param hashes of the frames that end at positions that were asked for
 * @param erased of which the data are erased in it
 */
public record LogImage(
        Position position,
        String hash,
        Map<Position, String> hashes,
        Positions erased,
        List<Part> parts) {
    private static final int BLOCK = 1 << 16;

    private static final Pattern NAME =
            Pattern.compile(
                    "format|mark|generations/00\\d{18}(-\\d{1,9})?\\.frames"
                            + "|archive/(manifest|00\\d{18}-[0-9a-f]{16}\\.parquet)");

    /**
     * A file of the log.
     *
     * @param name in the log's directory, with slashes
     * @param length in bytes: more may stand behind it in the file
     */
    public record Part(String name, long length, Content content) {
        /** Copies its bytes. */
        public void copyTo(OutputStream to) throws IOException {
            byte[] block = new byte[BLOCK];
            try (InputStream from = content.open()) {
                for (long left = length; left > 0; ) {
                    int read = from.read(block, 0, (int) Math.min(block.length, left));
                    if (read < 0) {
                        throw new EOFException(left + " bytes are missing at the end of " + name);
                    }
                    to.write(block, 0, read);
                    left -= read;
                }
            }
        }
    }

    /** Where bytes come from. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /** Whether a file of a log can have this name; anything else does not belong into one. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * Takes the image of everything that is on stable storage. Cost: reads and checks all of it. A generation that is
     * sealed and deleted before its part was copied is missing then: take another image.
     *
     * @param asked positions of which the caller wants to know the hash
     * @throws LogException {@code CORRUPT}: what is damaged is not copied; {@code UNUSABLE}, {@code NEWER_FORMAT}, {@code
     *     IO}
     */
    public static LogImage take(
            Path log, Engine engine, Archive.Format format, Set<Position> asked) {
        LogDirectory directory = LogDirectory.existing(log);
        try (Archive archive = format.in(directory.archive())) {
            Archive.End sealed = archive.refresh();
            while (true) {
                try {
                    return new Taking(directory, archive, asked)
                            .through(engine, durable(directory));
                } catch (LogException e) {
                    if (archive.refresh().equals(sealed)) { // else what was missing went there
                        throw e;
                    }
                    sealed = archive.end();
                }
            }
        } catch (IOException e) {
            throw LogFailures.of(e);
        }
    }

    private static Position durable(LogDirectory directory) throws IOException {
        try (CommitMark file = CommitMark.forReading(directory.markFile())) {
            Mark mark = file.read();
            if (mark == null) {
                throw new LogException(
                        LogException.Kind.CORRUPT,
                        directory.markFile()
                                + " is damaged; start the server once, it is then written anew");
            }
            return mark.durable();
        }
    }

    /** Goes through the log once. */
    private static final class Taking {
        private final LogDirectory directory;
        private final Map<Generation, Long> lengths = new TreeMap<>();
        private final Archive archive;
        private final Set<Position> asked;
        private final Map<Position, String> hashes = new HashMap<>();
        private final List<Position> erased = new ArrayList<>();
        private Hash hash = Hash.GENESIS;

        Taking(LogDirectory directory, Archive archive, Set<Position> asked) {
            this.directory = directory;
            this.archive = archive;
            this.asked = asked;
        }

        LogImage through(Engine engine, Position end) throws IOException {
            checkSealed();
            try (FrameWalk walk = new FrameWalk(engine, directory)) {
                walk.refresh();
                for (long next = archive.end().position().value() + 1; next <= end.value(); ) {
                    next = add(Objects.requireNonNull(walk.next(next, true)));
                }
            }
            return new LogImage(
                    end, hash.toString(), Map.copyOf(hashes), Positions.of(erased), parts(end));
        }

        private void checkSealed() throws IOException {
            try (Archive.Source<WholeFrame> frames = archive.frames(Archive.End.NONE)) {
                for (WholeFrame next = frames.next(); next != null; next = frames.next()) {
                    note(new Position(next.last()), next.hash());
                    next.events().stream()
                            .filter(WholeFrame.Erased.class::isInstance)
                            .forEach(each -> erased.add(each.stored().position()));
                }
            }
        }

        /** The position behind the frame. */
        private long add(Found found) {
            if (!found.decoded().previous().equals(hash)) {
                throw new LogException(
                        LogException.Kind.CORRUPT,
                        "the frame of "
                                + new Position(found.decoded().first())
                                + " does not follow the frame before it: everlog verify says more");
            }
            lengths.put(
                    found.place().generation(), found.place().offset() + found.frame().length());
            note(new Position(found.decoded().last()), found.frame().hash());
            return found.decoded().last() + 1;
        }

        private void note(Position last, Hash frame) {
            hash = frame;
            if (asked.contains(last)) {
                hashes.put(last, frame.toString());
            }
        }

        private Part hot(Path file, long length) {
            String name = directory.path().relativize(file).toString().replace('\\', '/');
            return new Part(
                    name,
                    length,
                    () -> length == 0 ? InputStream.nullInputStream() : Files.newInputStream(file));
        }

        private List<Part> parts(Position end) throws IOException {
            List<Part> parts = new ArrayList<>(archive.image());
            byte[] format = LogDirectory.format();
            byte[] mark = CommitMark.encode(new Mark(end, end)).array();
            parts.add(new Part("format", format.length, () -> new ByteArrayInputStream(format)));
            parts.add(new Part("mark", mark.length, () -> new ByteArrayInputStream(mark)));
            lengths.forEach((generation, length) ->
                    parts.add(hot(directory.generation(generation), length)));
            if (lengths.isEmpty()
                    && end.isAfter(Position.NONE)) { // without it, what is behind would be missing
                parts.add(hot(directory.generation(new Generation(end.value() + 1, 0)), 0));
            }
            return List.copyOf(parts);
        }
    }
}
