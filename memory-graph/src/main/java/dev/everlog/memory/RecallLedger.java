package dev.everlog.memory;

import dev.everlog.eventlog.LogException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what was served to whom, beside the calls: no answer waits for it. So it is the one thing here that is
 * written after it was answered: a process that is killed takes with it what it served in the last moments (some
 * milliseconds, one flush), and so does a full disk, or a log that cannot keep up with {@link #WAITING} answers; what is
 * lost is told to whoever made this. The orderly end of a process waits for it. Thread-safe.
 */
public final class RecallLedger implements AutoCloseable {
    /** Answers that may wait: some seconds of a busy server, and a few megabytes. */
    private static final int WAITING = 1_000;

    /** Answers that are written with one flush. */
    private static final int BATCH = 64;

    /** How long the end of a process waits: the whole of it may take a second. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    /** How long it takes to see that the end has come. */
    private static final Duration LOOK = Duration.ofMillis(50);

    /**
     * An answer with memories in it.
     *
     * @param at position that the answer knew
     * @param events that brought the versions in the answer, in order of the answer
     * @param writer whom it was served to
     */
    public record Entry(
            String tool, @Nullable String question, long at, List<Long> events, Writer writer) {
        /** Versions named in an entry: all on the largest page. */
        static final int MAX_EVENTS = PageRequest.MAX_LIMIT;

        public Entry {
            events = events.stream().limit(MAX_EVENTS).toList();
        }

        Decision.Draft draft(Instant now) {
            String session = writer.session();
            return Decision.Draft.of(
                    MemoryEvent.recallSubject(session == null ? "" : session),
                    now,
                    new MemoryEvent.RecallServed(tool, question, at, events));
        }
    }

    private record Waiting(Memory memory, Entry entry) {}

    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(WAITING);
    private final Object written = new Object();
    private final Consumer<String> complaints;
    private final Thread thread;
    private long unwritten; // guarded by written
    private volatile boolean closed;

    /** @param complaints takes a sentence on each loss; from any thread */
    public RecallLedger(Consumer<String> complaints) {
        this.complaints = complaints;
        this.thread = Thread.ofPlatform().daemon().name("everlog-ledger").start(this::run);
    }

    /** Returns at once. */
    public void served(Memory memory, Entry entry) {
        synchronized (written) {
            unwritten++;
        }
        if (closed || !queue.offer(new Waiting(memory, entry))) {
            complaints.accept("The recall ledger cannot keep up: an answer is missing in it");
            done(1);
        }
    }

    /** Waits until what was served before is in the log, or the patience is at its end; whether it is. */
    public boolean settle() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (written) {
            try {
                for (long left = PATIENCE.toNanos();
                        unwritten > 0 && left > 0;
                        left = deadline - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(written, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return unwritten == 0;
        }
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        try {
            while (!closed || !queue.isEmpty()) {
                Waiting first = queue.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    write(batch);
                    done(batch.size());
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does, for it would close files
        }
    }

    /** One memory at a time: after an erasure there is another. */
    private void write(List<Waiting> batch) {
        batch.stream()
                .map(Waiting::memory)
                .distinct()
                .forEach(memory -> {
                    try {
                        memory.record(
                                batch.stream()
                                        .filter(each -> Objects.equals(each.memory, memory))
                                        .map(Waiting::entry)
                                        .toList());
                    } catch (LogException | MemoryException | IllegalArgumentException e) {
                        complaints.accept(
                                "Answers are missing in the recall ledger: " + e.getMessage());
                    }
                });
    }

    private void done(int entries) {
        synchronized (written) {
            unwritten -= entries;
            written.notifyAll();
        }
    }

    /** Waits for what was served, then ends. Before the memories are closed. */
    @Override
    public void close() {
        closed = true;
        boolean whole = settle();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!whole) {
            complaints.accept(
                    "Answers are missing in the recall ledger: the log did not take them in time");
        }
    }
}
