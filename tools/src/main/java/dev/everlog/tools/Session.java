package dev.everlog.tools;

import dev.everlog.memory.RecallLedger;
import dev.everlog.memory.moving.Exchange;
import dev.everlog.memory.moving.Progress;
import dev.everlog.memory.recall.Recall;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, and on which memory. Immutable; the memory is thread-safe.
 *
 * @param recall over the memory, opened on first use, so that a handshake never waits for it; may throw what opening
 *     throws, and give another one later
 * @param actor the agent or user that is written into events, for instance {@code claude-code}
 * @param id of this conversation
 * @param project where reads and writes go when the call names none, or null for no project
 * @param clock what "now", "yesterday" and {@code -7d} refer to
 * @param exchange the folder for files of this memory
 * @param progress of this call, told to whoever waits for it
 * @param ledger takes down what is served; null where none is kept
 */
public record Session(
        Supplier<Recall> recall,
        String actor,
        String id,
        @Nullable String project,
        InstantSource clock,
        Supplier<Exchange> exchange,
        Progress progress,
        @Nullable RecallLedger ledger) {
    /** The same caller in another conversation. */
    Session in(String other) {
        return new Session(recall, actor, other, project, clock, exchange, progress, ledger);
    }
}
