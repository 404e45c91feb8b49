package dev.everlog.eventlog.tail;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Places at which a test can end the process as if by {@code kill -9}: {@code -Deverlog.failpoint=AFTER_WRITE:3} halts
 * at the third pass. Refused without {@code -Deverlog.test=true}.
 */
public enum FailPoint {
    /** Nothing of the frame is written. */
    BEFORE_WRITE,
    /** The first half of the frame's bytes is written. */
    HALF_FRAME,
    /** The frame is in the page cache. */
    AFTER_WRITE,
    /** It is on disk, and the mark has not moved. */
    AFTER_FORCE,
    /** The file of the next generation is there, and empty. */
    GENERATION_CHANGE,
    /** A section of a snapshot is written, and the snapshot has not got its name. */
    SNAPSHOT,
    /** The segment is written and has its temporary name. */
    BEFORE_SEGMENT,
    /** The segment has its name and the manifest does not know it. */
    BEFORE_MANIFEST,
    /** The manifest names what data were erased from, and the files that hold the data are there. */
    BEFORE_ERASED_TRIM,
    /** All is erased, and nothing in the log says so. */
    BEFORE_RECEIPT,
    /** The archive holds the generation, and so do the hot files. */
    BEFORE_TRIM,
    /** The hot file is deleted. */
    AFTER_TRIM;

    private static final String ARMED = System.getProperty("everlog.failpoint", "");

    static {
        if (!ARMED.isEmpty() && !Boolean.getBoolean("everlog.test")) {
            throw new IllegalStateException(
                    "everlog.failpoint is for tests only; set everlog.test=true as well");
        }
    }

    private static final AtomicInteger PASSES = new AtomicInteger();

    /** Whether a test wants to halt here at some pass. */
    public boolean isArmed() {
        return ARMED.startsWith(name() + ":");
    }

    /** Halts the process if this is the armed pass. */
    public void pass() {
        if (isArmed() && ARMED.equals(name() + ":" + PASSES.incrementAndGet())) {
            Runtime.getRuntime().halt(137);
        }
    }
}
