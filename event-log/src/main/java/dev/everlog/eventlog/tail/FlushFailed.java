package dev.everlog.eventlog.tail;

import java.io.IOException;

/** It is not certain that what was appended is on stable storage, and forcing once more would not make it so. */
final class FlushFailed extends IOException {
    private static final long serialVersionUID = 1L;

    FlushFailed(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
