package dev.everlog.eventlog;

/** What became of a batch. These three are expected outcomes; the world's failures are {@link LogException}s. */
public sealed interface AppendResult {
    /**
     * The whole batch is in the log, readable and durable as the policy says.
     *
     * @param first position of the batch's first event
     * @param last position of its last event
     */
    record Appended(Position first, Position last) implements AppendResult {}

    /** The same request (idempotency key, or event id) had been appended before, here; nothing was appended now. */
    record AlreadyThere(Position first, Position last) implements AppendResult {}

    /**
     * The condition does not hold, or the idempotency key or id stands for something else; nothing was appended.
     *
     * @param position the event that is in the way
     * @param actualVersion of the subject in question, 0 if it has no event
     * @param reason one sentence, for people
     */
    record Conflict(Position position, long actualVersion, String reason) implements AppendResult {}
}
