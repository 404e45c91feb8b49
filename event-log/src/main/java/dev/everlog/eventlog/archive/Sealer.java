package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.Damage;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Archive;
import dev.everlog.eventlog.tail.Archive.Source;
import dev.everlog.eventlog.tail.FailPoint;
import dev.everlog.eventlog.tail.PrivateFiles;
import dev.everlog.eventlog.tail.WholeFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Makes a segment of frames: written under a temporary name, forced, read back and proved frame by frame, and only then
 * given its name. Confined, under the lease.
 */
final class Sealer {
    private static final String FRESH = "segment.new";

    private final Path directory;

    Sealer(Path directory) {
        this.directory = directory;
    }

    /**
     * Seals the frames behind an end.
     *
     * @throws LogException {@code CORRUPT} when what can be read back is not what follows there
     */
    Segment seal(Archive.End behind, Source<WholeFrame> frames) throws IOException {
        PrivateFiles.makeDirectory(directory);
        Path fresh = directory.resolve(FRESH);
        Counted counted = new Counted(frames);
        SegmentWriter.write(fresh, counted);
        Archive.End end = prove(fresh, behind);
        if (counted.last != end.position().value()) {
            throw new LogException(
                    new Damage(fresh, 0, end.position().plus(1)),
                    "of the frames through "
                            + new Position(counted.last)
                            + " the segment just written gives back those through "
                            + end.position());
        }
        Segment segment =
                Segment.of(
                        fresh,
                        behind.position().value() + 1,
                        end.position().value(),
                        behind.hash(),
                        end.hash());
        FailPoint.BEFORE_SEGMENT.pass();
        Files.move(
                fresh,
                directory.resolve(segment.fileName()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        PrivateFiles.forceDirectory(directory);
        FailPoint.BEFORE_MANIFEST.pass();
        return segment;
    }

    /** Where the chain ends that begins behind the given end and goes through all of the file. */
    private Archive.End prove(Path file, Archive.End behind) throws IOException {
        try (FrameSource frames =
                new FrameSource(
                        file,
                        new SegmentRows<>(PageReader.alone(SegmentBytes.of(file)), 0, Row::of),
                        behind)) {
            while (frames.next() != null) {
                // on to the end
            }
            return frames.end();
        }
    }

    /** Remembers how far its frames go. */
    private static final class Counted implements Source<WholeFrame> {
        private final Source<WholeFrame> frames;
        private long last;

        Counted(Source<WholeFrame> frames) {
            this.frames = frames;
        }

        @Override
        public @Nullable WholeFrame next() throws IOException {
            WholeFrame next = frames.next();
            last = next == null ? last : next.last();
            return next;
        }

        @Override
        public void close() throws IOException {
            frames.close();
        }
    }
}
