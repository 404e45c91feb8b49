package dev.everlog.memory.vector;

/// The world's failure around a vector file. The file is derived: deleting it costs time, not memory.
public final class VectorFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Kind kind;

    /// What went wrong, as far as a caller can act on it.
    public enum Kind {
        /// The file begins like no vector file, or its header is damaged.
        NOT_A_VECTOR_FILE,
        /// Written by a later release.
        NEWER_FORMAT,
        /// Holds vectors of another model.
        OTHER_MODEL,
        /// Another process kept the lock for longer than we wait; worth another try.
        LOCKED,
        /// The disk or the rights.
        IO
    }

    VectorFileException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    VectorFileException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
