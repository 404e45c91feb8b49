package dev.everlog.bench;

import java.io.Serial;

/** Nothing can be measured; the message says what is missing and how to get it. */
final class NotMeasuredException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    NotMeasuredException(String message) {
        super(message);
    }

    NotMeasuredException(String message, Throwable cause) {
        super(message, cause);
    }
}
