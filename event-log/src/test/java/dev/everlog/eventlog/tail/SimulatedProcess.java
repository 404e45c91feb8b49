package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.file.FileEngine;
import dev.everlog.eventlog.tail.SimulatedDisk.Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The engine as one process has it: writes to a {@link SimulatedDisk}, reads with the real reader, and goes wrong when it is told to. Thread-safe.
 */
final class SimulatedProcess implements FrameStore.Engine {
    /** What goes wrong. */
    enum Fault {
        /** A write ends short with EIO. */
        WRITE,
        /** A force ends with EIO and has taken some pages only. */
        FORCE,
        /** The process is no more, in the middle of a write, or before or after a force. */
        DEATH
    }

    /** Thrown at everything that a dead process tries to write. */
    static final class Dead extends Error {
        private static final long serialVersionUID = 1L;

        Dead() {
            super("this process is dead", null, false, false);
        }
    }

    private static final FileEngine READERS = new FileEngine();
    private static final int WHOLE = Integer.MAX_VALUE;

    private final SimulatedDisk disk;
    private final Random random;
    private @Nullable Fault armed;
    private int countdown;
    private boolean dead;
    private boolean fired;
    private int forces;

    SimulatedProcess(SimulatedDisk disk, Random random) {
        this.disk = disk;
        this.random = random;
    }

    /** The fault comes at the so-many-th call from now that it can come at, counted from 1. */
    synchronized void arm(Fault fault, int call) {
        armed = fault;
        countdown = call;
        fired = false;
    }

    /** Whether the fault that was armed has come. */
    synchronized boolean hasFailed() {
        return fired;
    }

    /** As {@link #hasFailed}; from now on nothing goes wrong. */
    synchronized boolean disarm() {
        boolean came = fired;
        armed = null;
        fired = false;
        return came;
    }

    synchronized void die() {
        dead = true;
    }

    synchronized boolean isDead() {
        return dead;
    }

    /** Calls of force, failed ones too. */
    synchronized int forces() {
        return forces;
    }

    private synchronized boolean cannotFail(Fault fault) {
        return armed != fault;
    }

    private synchronized boolean comes(Fault fault) {
        if (armed != fault || --countdown > 0) {
            return false;
        }
        armed = null;
        fired = true;
        dead |= fault == Fault.DEATH;
        return true;
    }

    /** Bytes of a frame that get written. */
    private synchronized int writable(int length) {
        if (dead) {
            throw new Dead();
        }
        return comes(Fault.WRITE) || comes(Fault.DEATH) ? random.nextInt(length + 1) : WHOLE;
    }

    private synchronized void force(Image image, FileChannel channel) throws IOException {
        if (dead) {
            throw new Dead();
        }
        forces++;
        if (comes(Fault.FORCE)) {
            disk.flush(image, channel, page -> random.nextBoolean());
            throw new IOException("Input/output error (simulated, force " + forces + ")");
        }
        boolean dies = comes(Fault.DEATH);
        if (!dies || random.nextBoolean()) {
            disk.flush(image, channel, page -> true);
        }
        if (dies) {
            throw new Dead();
        }
    }

    @Override
    public FrameStore writer(Path generation) throws IOException {
        return new Store(generation);
    }

    @Override
    public FrameStore.FrameReader reader(Path generation) {
        return READERS.reader(generation);
    }

    private final class Store implements FrameStore {
        private final FileChannel channel;
        private final Image image;

        Store(Path generation) throws IOException {
            channel =
                    FileChannel.open(
                            generation,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            image = disk.image(generation);
        }

        @Override
        public void write(ByteBuffer frame, long offset) throws IOException {
            int length = frame.remaining();
            int writable = writable(length);
            int written =
                    disk.write(image, channel, offset, frame.slice(0, Math.min(writable, length)));
            if (isDead()) {
                throw new Dead();
            }
            if (written < length) {
                throw new IOException(
                        writable == WHOLE
                                ? "No space left on device (simulated)"
                                : "Input/output error (simulated, write)");
            }
        }

        @Override
        public boolean canWriteAlone(long end) {
            return cannotFail(Fault.WRITE)
                    && disk.room() == Long.MAX_VALUE; // the file is long enough
        }

        @Override
        public void writeThrough(ByteBuffer frame, long offset) throws IOException {
            write(frame, offset);
            force();
        }

        @Override
        public void force() throws IOException {
            SimulatedProcess.this.force(image, channel);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
