package dev.everlog.memory;

import dev.everlog.eventlog.Erasure;
import dev.everlog.eventlog.Position;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Events whose data are to be gone for ever from everything that this memory keeps, hidden ones included; with a text go
 * the vectors that were attached to it. Envelopes stay, and so do acts of hiding and what tells of erasing; a rule
 * (schema, projection) goes only when it is named by its position. Cannot be undone, so it always wants the token of its
 * dry run. Immutable.
 *
 * @param which every part of it must match, positions too; not {@link EventQuery#ALL}
 * @param scope whose project
 * @param reason kept for ever
 */
public record EraseEvents(EventQuery which, Scope scope, String reason, Consent consent) {
    public EraseEvents {
        if (which.equals(EventQuery.ALL)) {
            throw MemoryException.invalid(
                    "say which events: either by handle or by filters",
                    "for example events: [\"e1042\"]");
        }
        Checks.count("events", which.positions(), 0, HideEvents.MAX_EVENTS);
        checkReason(reason);
    }

    static void checkReason(String reason) {
        Checks.text("reason", reason, Erasure.MAX_REASON);
    }

    /** The same, looked at. */
    public EraseEvents confirmed(@Nullable String token) {
        return new EraseEvents(which, scope, reason, new Consent(false, token));
    }

    /**
     * The answer.
     *
     * @param receipt of the wish; null for a dry run, or when there was nothing to erase
     * @param done what the log says of it; more than one only for tens of thousands of events that lie scattered
     * @param events in question, oldest first
     * @param types how many of each, in order of the alphabet
     * @param hidden how many of them had been hidden before
     * @param kept what is left alone, each with why
     * @param confirmToken what the real call must show, after a dry run
     */
    public record Result(
            @Nullable Receipt receipt,
            List<ErasureReceipt> done,
            List<Position> events,
            SequencedMap<String, Long> types,
            int hidden,
            List<String> kept,
            @Nullable String confirmToken) {}

    /**
     * Tells what would go, or has it erased by whichever process seals this log, and waits for that. A repetition with
     * the same token gives the first result.
     *
     * @param patience after which it is {@code BUSY}: what is wished for is erased all the same as soon as it can be, and
     *     the same call waits for it
     */
    public Result in(Memory memory, Writer writer, Duration patience) {
        return new Erasing(memory, writer, patience)
                .run(reading -> DecideErase.plan(reading.in(scope), which), reason, consent);
    }
}
