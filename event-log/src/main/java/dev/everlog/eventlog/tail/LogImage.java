package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
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
 */
public record LogImage(
        Position position, String hash, Map<Position, String> hashes, List<Part> parts) {
    private static final int BLOCK = 1 << 16;

    private static final Pattern NAME =
            Pattern.compile("format|mark|generations/00\\d{18}(-\\d{1,9})?\\.frames");

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
     * Takes the image of everything that is on stable storage. Cost: reads and checks all of it.
     *
     * @param asked positions of which the caller wants to know the hash
     * @throws LogException {@code CORRUPT}: what is damaged is not copied; {@code UNUSABLE}, {@code NEWER_FORMAT}, {@code
     *     IO}
     */
    public static LogImage take(Path log, Engine engine, Set<Position> asked) {
        try {
            LogDirectory directory = LogDirectory.existing(log);
            return new Taking(directory, asked).through(engine, durable(directory));
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
        private final Set<Position> asked;
        private final Map<Position, String> hashes = new HashMap<>();
        private Hash hash = Hash.GENESIS;

        Taking(LogDirectory directory, Set<Position> asked) {
            this.directory = directory;
            this.asked = asked;
        }

        LogImage through(Engine engine, Position end) throws IOException {
            try (FrameWalk walk = new FrameWalk(engine, directory)) {
                walk.refresh();
                for (long next = 1; next <= end.value(); ) {
                    next = add(Objects.requireNonNull(walk.next(next, true)));
                }
            }
            return new LogImage(end, hash.toString(), Map.copyOf(hashes), parts(end));
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
            hash = found.frame().hash();
            lengths.put(
                    found.place().generation(), found.place().offset() + found.frame().length());
            Position last = new Position(found.decoded().last());
            if (asked.contains(last)) {
                hashes.put(last, hash.toString());
            }
            return last.value() + 1;
        }

        private List<Part> parts(Position end) {
            List<Part> parts = new ArrayList<>();
            byte[] format = LogDirectory.format();
            byte[] mark = CommitMark.encode(new Mark(end, end)).array();
            parts.add(new Part("format", format.length, () -> new ByteArrayInputStream(format)));
            parts.add(new Part("mark", mark.length, () -> new ByteArrayInputStream(mark)));
            lengths.forEach((generation, length) -> {
                Path file = directory.generation(generation);
                parts.add(
                        new Part(
                                directory.path().relativize(file).toString().replace('\\', '/'),
                                length,
                                () -> Files.newInputStream(file)));
            });
            return List.copyOf(parts);
        }
    }
}
