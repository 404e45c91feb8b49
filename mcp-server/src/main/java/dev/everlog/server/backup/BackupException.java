package dev.everlog.server.backup;

/** A backup cannot be made, or what is there is none that can be trusted. The message says what to do instead. */
public final class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BackupException(String message) {
        super(message);
    }
}
