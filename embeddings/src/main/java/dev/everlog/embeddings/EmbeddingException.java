package dev.everlog.embeddings;

/// The world's failure to embed: no model, no engine, no room. The message names the file or library, never the text.
public final class EmbeddingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Kind kind;

    /// What went wrong, as far as a caller can act on it.
    public enum Kind {
        /// A file of the model is not where it should be.
        MODEL_MISSING,
        /// The files are there, and the engine refuses them or computes something of another shape.
        MODEL_UNUSABLE,
        /// The native library has no build for this machine or could not be loaded.
        ENGINE_UNAVAILABLE,
        /// The directory for libraries and models cannot be written.
        CACHE_NOT_WRITABLE,
        /// The model was loaded, and running it failed.
        RUN_FAILED
    }

    public EmbeddingException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public EmbeddingException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
