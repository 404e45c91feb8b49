package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.tail.CommitMark.Mark;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells when another process has moved the mark. On Linux the kernel wakes this thread (0.6 ms median, no CPU when
 * idle); elsewhere, or when no watch is to be had, it looks every {@value #POLL_MILLIS} ms.
 */
final class MarkWatcher implements AutoCloseable {
    /** Half of what the promise "within 50 ms" allows. */
    private static final long POLL_MILLIS = 25;

    /** A watch may miss an event when its queue overflows. */
    private static final long SAFETY_MILLIS = 1_000;

    /** A writer at full speed moves the mark some thousand times a second; nobody needs to hear of each. */
    private static final long PAUSE_MILLIS = 1;

    private final CommitMark mark;
    private final Predicate<Mark> known;
    private final Runnable moved;
    private final Thread thread;
    private final @Nullable WatchService service;
    private volatile boolean closed;

    /** @param known tells what this process has written itself */
    MarkWatcher(Path file, Predicate<Mark> known, Runnable moved) throws IOException {
        this.mark = CommitMark.forReading(file);
        this.known = known;
        this.moved = moved;
        this.service = watch(file);
        this.thread = new Thread(this::run, "everlog-watch");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private static @Nullable WatchService watch(Path file) {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return null;
        }
        try {
            Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
            WatchService service = file.getFileSystem().newWatchService();
            directory.register(
                    service,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_CREATE);
            return service;
        } catch (IOException e) {
            return null; // all inotify instances are taken: look instead
        }
    }

    private void run() {
        try {
            while (!closed) {
                await();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            // closed
        }
    }

    private void await() throws InterruptedException {
        if (service == null) {
            Thread.sleep(POLL_MILLIS);
            look();
            return;
        }
        WatchKey key = service.poll(SAFETY_MILLIS, TimeUnit.MILLISECONDS);
        if (key == null) {
            look();
            return;
        }
        key.pollEvents();
        look();
        Thread.sleep(PAUSE_MILLIS);
        key.reset(); // if the mark was moved meanwhile, the key is there again at once
    }

    private void look() {
        try {
            Mark found = mark.read();
            if (found != null && !known.test(found)) {
                moved.run();
            }
        } catch (IOException e) {
            moved.run(); // who follows the mark will meet the same, and say so
        }
    }

    @Override
    public void close() {
        closed = true;
        LogFailures.quietly(service, mark);
        thread.interrupt();
    }
}
