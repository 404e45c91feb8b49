package dev.everlog.eventlog;

/**
 * The caller's name for a request, so that repeating the request changes nothing. All events of one batch carry the
 * same key; a key is unique within a tenant, for ever and across processes. Immutable.
 *
 * @param key the caller's text, 1 to 200 characters
 * @param requestDigest digest of what was asked for; the same key with another digest is a conflict
 */
public record IdempotencyKey(String key, String requestDigest) {
    /** Characters; longer keys are surely content and not names. */
    public static final int MAX_LENGTH = 200;

    public IdempotencyKey {
        if (key.isEmpty() || key.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "an idempotency key has 1.."
                            + MAX_LENGTH
                            + " characters, this one has "
                            + key.length());
        }
    }
}
