package dev.everlog.eventlog;

import org.jspecify.annotations.Nullable;

/** A failure of the world below the log. The message says what was found, what was wanted and where. */
public final class LogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to do about it depends on this. */
    public enum Kind {
        /** Another process holds the lock too long: try again. */
        BUSY(true),
        /** No room on the disk: free some, appends go on without a restart. */
        STORAGE_FULL(true),
        /** Written bytes are damaged or missing: reads of the intact part go on, appends stop. */
        CORRUPT(false),
        /** The directory cannot be used: missing, read-only, not a directory, foreign. */
        UNUSABLE(false),
        /** The batch takes more bytes than one frame can hold. */
        TOO_LARGE(false),
        /** Written by a newer Everlog. */
        NEWER_FORMAT(false),
        /** An I/O error, for instance a failed flush; nothing after it is acknowledged. */
        IO(false),
        /** The log has been closed. */
        CLOSED(false);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }

        /** Whether the same call may succeed later without anybody's help but patience or room. */
        public boolean retryable() {
            return retryable;
        }
    }

    private final Kind kind;
    private final transient @Nullable Damage damage;

    public LogException(Kind kind, String message) {
        this(kind, message, null);
    }

    public LogException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.damage = cause instanceof LogException known ? known.damage : null;
    }

    /** Damage at a known place. */
    public LogException(Damage damage, String message) {
        super(message);
        this.kind = Kind.CORRUPT;
        this.damage = damage;
    }

    /** Where the log is damaged, if this is about that and the place is known. */
    public @Nullable Damage damage() {
        return damage;
    }

    /** The same failure for another caller, with that caller's stack and this one as its cause. */
    public LogException again() {
        return new LogException(kind, String.valueOf(getMessage()), this);
    }

    public Kind kind() {
        return kind;
    }
}
