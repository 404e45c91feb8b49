package dev.everlog.memory;

import org.jspecify.annotations.Nullable;

/** The one exception of this module: the message says what was found and what was wanted, the hint what to do. */
public final class MemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to do about it depends on this. */
    public enum Kind {
        /** The request cannot be meant like this; the message names the parameter, the hint what is allowed. */
        INVALID(false),
        /** Nothing visible answers to the name, handle, key or position. */
        NOT_FOUND(false),
        /** The log has moved on, or the idempotency key or id stands for another request. */
        CONFLICT(false),
        /** The name stands for several nodes; the hint lists them. */
        AMBIGUOUS(false),
        /** More would be touched than one call may touch; the hint says how to narrow it. */
        LIMIT(false),
        /** Other writers were faster too often, or the views lag behind too far: try again. */
        BUSY(true),
        /** A part of Everlog that this installation was made without, or that does not start here. */
        UNAVAILABLE(false),
        /** A file that is not what it has to be, or not all of it; the message names the line. */
        UNREADABLE(false),
        /** A view could not fold an event, or folding has stopped; the message names the position. */
        BROKEN(false);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }

        /** Whether the same call may succeed later with nothing but patience. */
        public boolean retryable() {
            return retryable;
        }
    }

    private final Kind kind;
    private final String hint;

    public MemoryException(Kind kind, String message, String hint) {
        this(kind, message, hint, null);
    }

    public MemoryException(Kind kind, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
    }

    public Kind kind() {
        return kind;
    }

    /** One sentence with what is allowed, or an example; may be empty. */
    public String hint() {
        return hint;
    }

    static MemoryException invalid(String message, String hint) {
        return new MemoryException(Kind.INVALID, message, hint);
    }

    static MemoryException notFound(String message, String hint) {
        return new MemoryException(Kind.NOT_FOUND, message, hint);
    }
}
