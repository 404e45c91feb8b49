package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.tail.FrameStore.Engine;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Walks that nobody needs at the moment, their files still open: most reads are of one event, and opening costs more
 * than reading. Only acknowledged frames are read through them, whose files are never replaced. Thread-safe.
 */
final class IdleWalks implements AutoCloseable {
    /** Readers at the same time that find an open file; more of them open one for themselves. */
    private static final int MOST = 8;

    private final Engine engine;
    private final LogDirectory directory;
    private final ArrayBlockingQueue<FrameWalk> idle = new ArrayBlockingQueue<>(MOST);
    private volatile boolean closed;

    IdleWalks(Engine engine, LogDirectory directory) {
        this.engine = engine;
        this.directory = directory;
    }

    /** To be given back, or closed after trouble. */
    FrameWalk take() {
        @Nullable FrameWalk walk = idle.poll();
        return walk == null ? new FrameWalk(engine, directory) : walk;
    }

    void giveBack(FrameWalk walk) {
        if (closed || !idle.offer(walk)) {
            LogFailures.quietly(walk);
        } else if (closed) {
            forget(); // meanwhile
        }
    }

    /** Lets go of files that may have been deleted. */
    void forget() {
        for (FrameWalk walk = idle.poll(); walk != null; walk = idle.poll()) {
            LogFailures.quietly(walk);
        }
    }

    @Override
    public void close() {
        closed = true;
        forget();
    }
}
