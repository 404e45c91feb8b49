package dev.everlog.eventlog;

/** What an acknowledgement means. */
public enum Durability {
    /** On stable storage before the answer: survives the death of every process and a power cut. */
    COMMIT,
    /**
     * In the page cache before the answer, flushed every 200 ms: survives {@code kill -9} of every process; a crash of
     * the operating system may lose a suffix of at most the last 200 ms.
     */
    PROCESS
}
