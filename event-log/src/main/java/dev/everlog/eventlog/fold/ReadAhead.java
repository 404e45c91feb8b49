package dev.everlog.eventlog.fold;

import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a log holds at the start ahead of the thread that folds it: checking and decoding take as long as folding,
 * so each gets a core. A short rest is left to the caller. Confined to the folding thread.
 */
final class ReadAhead implements AutoCloseable {
    /** Fewer events are read and folded sooner than a thread of their own pays: about 20 ms. */
    private static final int FEW = 4_096;

    /** Runs that wait to be folded: enough for neither thread to wait for the other, a few megabytes at most. */
    private static final int WAITING = 4;

    private final BlockingQueue<List<StoredEvent>> runs = new ArrayBlockingQueue<>(WAITING);
    private final @Nullable Thread thread;
    private boolean ended;

    ReadAhead(EventLog log, Position after) {
        boolean many = log.end().value() - after.value() > FEW;
        ended = !many;
        thread =
                many
                        ? Thread.ofPlatform()
                                .daemon()
                                .name("everlog-read")
                                .start(() -> read(log, after))
                        : null;
    }

    /** The next events in order of position; none when the caller is to go on by itself. */
    List<StoredEvent> next() throws InterruptedException {
        List<StoredEvent> run = ended ? List.of() : runs.take();
        ended = run.isEmpty();
        return run;
    }

    private void read(EventLog log, Position after) {
        try {
            readAll(log, after);
            runs.put(List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: nobody takes any more
        }
    }

    /** Whatever goes wrong, the caller comes upon it when it goes on from there, and knows what to do. */
    private void readAll(EventLog log, Position after) throws InterruptedException {
        try (EventCursor cursor = log.read(after)) {
            Run run = Run.read(cursor);
            while (!run.events().isEmpty()) {
                runs.put(run.events());
                run = Run.read(cursor);
            }
        } catch (RuntimeException e) {
            // As said.
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
