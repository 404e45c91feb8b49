package dev.everlog.tools;

import org.jspecify.annotations.Nullable;

/** A call that cannot be answered, by the caller's doing. The message says what was found and what was wanted. */
final class ToolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the caller can do about it depends on this. */
    enum Kind {
        UNKNOWN_TOOL,
        /** A parameter is unknown, missing, of a wrong type or out of its range. */
        INVALID_ARGUMENT,
        /** A text that can be no text: a lone surrogate, NUL, or larger than a memory may be. */
        INVALID_TEXT,
        /** Nothing answers to what was asked for. */
        NOT_FOUND,
        /** The cursor is damaged, or belongs to another question. */
        INVALID_CURSOR
    }

    private final Kind kind;
    private final @Nullable String hint;

    ToolException(Kind kind, String message, @Nullable String hint) {
        super(message);
        this.kind = kind;
        this.hint = hint;
    }

    Kind kind() {
        return kind;
    }

    @Nullable String hint() {
        return hint;
    }
}
