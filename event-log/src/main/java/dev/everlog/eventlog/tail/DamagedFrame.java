package dev.everlog.eventlog.tail;

/** Bytes that claim to be a frame and are not, or not whole. The message says what does not fit. */
final class DamagedFrame extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedFrame(String message) {
        super(message);
    }
}
