package dev.everlog.eventlog.tail;

/**
 * What a log takes on disk now, whichever process wrote it.
 *
 * @param hot bytes of the files of its tail, with the zeros that are written ahead
 * @param cold bytes of the files of its archive
 */
public record LogSize(long hot, long cold) {
    /** Of a log that is on no disk. */
    public static final LogSize NONE = new LogSize(0, 0);
}
