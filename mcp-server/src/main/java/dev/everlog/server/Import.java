package dev.everlog.server;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.TailOptions;
import dev.everlog.memory.moving.LogCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LogCopy} into a directory: tells on stderr how far it has come, and leaves a note there until it has come to
 * its end. One thread.
 */
final class Import implements AutoCloseable {
    private final Path directory;
    private final String command;
    private final Unfinished unfinished;
    private final Progress progress;
    private final LogCopy copy;
    private @Nullable EventLog log;
    private boolean begun;

    /**
     * Nothing is made before there is an event.
     *
     * @param directory of the log
     * @param command that does this, to be told when it is broken off
     * @param done for the progress, for instance {@code imported}
     */
    Import(Path directory, String command, String done) {
        this.directory = directory;
        this.command = command;
        unfinished = new Unfinished(Objects.requireNonNull(directory.getParent()));
        progress = new Progress(done);
        log = Files.isDirectory(directory) ? open(directory) : null;
        copy = new LogCopy(log, this::begun, progress::to);
    }

    /** One flush at the end is enough: a broken import is repeated. */
    private static EventLog open(Path directory) {
        return new EventLog(FileTail.open(directory, TailOptions.of(Durability.PROCESS)));
    }

    private EventLog begun() {
        if (!begun) {
            begin();
        }
        return log();
    }

    private EventLog log() {
        if (log == null) {
            log = open(directory);
        }
        return log;
    }

    private void begin() {
        try {
            unfinished.begin(command);
            begun = true;
        } catch (IOException e) {
            throw new LogException(
                    LogException.Kind.UNUSABLE,
                    directory + " cannot be made: " + e.getMessage(),
                    e);
        }
    }

    /** See {@link LogCopy#take}. */
    void take(StoredEvent event) {
        copy.take(event);
    }

    /** @param whole whether these were all that there are */
    void end(boolean whole) throws IOException {
        if (whole) {
            copy.end();
        }
        progress.end();
        if (whole) {
            log().close(); // all of it is forced
            unfinished.end();
        }
    }

    /** Forces what was appended. */
    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}
