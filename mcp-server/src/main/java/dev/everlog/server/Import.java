package dev.everlog.server;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Appends events of another log to an empty one, so that they get the positions, versions and transaction times they had
 * there. What has arrived at an earlier attempt is passed over. One thread.
 */
final class Import implements AutoCloseable {
    /** Bytes of data in one append: well below what a frame takes. */
    private static final int BATCH_BYTES = 2 << 20;

    private final Path directory;
    private final String command;
    private final Unfinished unfinished;
    private @Nullable EventLog log;
    private boolean begun;
    private final Progress progress;
    private final List<StoredEvent> batch = new ArrayList<>();
    private int batchBytes;
    private long last;
    private volatile Instant recordedAt = Instant.EPOCH;

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
        if (Files.isDirectory(directory)) {
            log();
        }
    }

    private EventLog log() {
        if (log == null) {
            // One flush at the end is enough: a broken import is repeated.
            TailOptions options = TailOptions.of(Durability.PROCESS, () -> recordedAt);
            log = new EventLog(FileTail.open(directory, options));
        }
        return log;
    }

    /**
     * Takes the next event.
     *
     * @throws ConfigurationException if the log holds anything else
     */
    void take(StoredEvent event) {
        if (event.position().value() != last + 1) {
            throw new ConfigurationException(
                    "after "
                            + new Position(last)
                            + " comes "
                            + event.position()
                            + ": import a whole export, from its first line");
        }
        last++;
        if (log != null && !event.position().isAfter(log.end())) {
            requireSame(event, log);
            return;
        }
        if (!batch.isEmpty() && !belongs(event)) {
            append();
        }
        batch.add(event);
        batchBytes += event.data().length();
    }

    /** A batch had one time, and all of it one key, which a second batch could not have. */
    private boolean belongs(StoredEvent event) {
        Event first = batch.getFirst().event();
        return event.recordedAt().equals(batch.getFirst().recordedAt())
                && Objects.equals(event.event().idempotencyKey(), first.idempotencyKey())
                && (first.idempotencyKey() != null
                        || (batch.size() < Tail.MAX_BATCH && batchBytes < BATCH_BYTES));
    }

    private void requireSame(StoredEvent event, EventLog log) {
        StoredEvent there = log.at(event.position());
        if (there == null || !isSame(there, event)) {
            throw new ConfigurationException(
                    "the memory holds another event at "
                            + event.position()
                            + ", or one that was erased since it was exported: import into a new --data");
        }
        progress.to(event.position());
    }

    private static boolean isSame(StoredEvent one, StoredEvent other) {
        return EventLines.line(one).equals(EventLines.line(other));
    }

    private void append() {
        begin();
        StoredEvent first = batch.getFirst();
        recordedAt = first.recordedAt();
        List<Event> events = batch.stream().map(StoredEvent::event).toList();
        AppendResult result = log().append(events, AppendCondition.always());
        if (!(result instanceof AppendResult.Appended(Position from, Position to))
                || !from.equals(first.position())) {
            throw new ConfigurationException(
                    first.position() + " cannot be taken over at its place: " + result);
        }
        progress.to(to);
        batch.clear();
        batchBytes = 0;
    }

    private void begin() {
        if (begun) {
            return;
        }
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

    /**
     * Appends the last ones, unless they are to come again: perhaps with more of their batch.
     *
     * @param whole whether these were all that there are
     */
    void end(boolean whole) throws IOException {
        if (whole && !batch.isEmpty()) {
            append();
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
