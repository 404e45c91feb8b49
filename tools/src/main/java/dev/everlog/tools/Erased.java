package dev.everlog.tools;

import static java.util.stream.Collectors.joining;

import dev.everlog.memory.EraseEvents;
import dev.everlog.memory.ErasureReceipt;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was erased, or would be; its components stand beside those of {@link Hidden} and {@link Forgotten}.
 *
 * @param handles of the events, neighbours as ranges, at most {@link Hidden#SHOWN} of these
 * @param types how many events of each, in order of the alphabet
 * @param hiddenBefore how many of them are hidden already; null for none
 * @param receipt handle of the event that says that it is done; null for a dry run
 * @param hashBefore of the chain of the log; null for a dry run
 * @param hashAfter the same
 * @param stillHeld true where this process has not let go of it yet, else null
 * @param limits what it does not reach
 */
record Erased(
        List<String> handles,
        Map<String, Long> types,
        @Nullable Integer hiddenBefore,
        @Nullable String receipt,
        @Nullable String erasedAt,
        @Nullable String hashBefore,
        @Nullable String hashAfter,
        @Nullable Boolean stillHeld,
        String limits) {
    private static final String LIMITS =
            "for ever, restore_events cannot bring it back; not reached: backups and exports made before,"
                    + " envelopes (subject, type, times, actor, ids), the reason";

    /** Digits of a hash that are enough to compare it with others. */
    private static final int DIGITS = 16;

    /** @param isHeld whether this process has not let go of it yet */
    static Erased of(EraseEvents.Result result, boolean isHeld) {
        var last = result.done().isEmpty() ? null : result.done().getLast();
        return new Erased(
                Handles.shown(result.events()),
                result.types(),
                result.hidden() == 0 ? null : result.hidden(),
                last == null ? null : handles(result.done()),
                last == null ? null : Times.utc(last.erasedAt()),
                last == null ? null : last.hashBefore(),
                last == null ? null : last.hashAfter(),
                isHeld ? true : null,
                LIMITS);
    }

    private static String handles(List<ErasureReceipt> receipts) {
        return receipts.stream().map(each -> each.position().toString()).collect(joining(" "));
    }

    /** @param ack null for a dry run, or where there was nothing to erase */
    void addTo(Lines lines, boolean dryRun, @Nullable Ack ack) {
        long count = types.values().stream().mapToLong(Long::longValue).sum();
        String done = ack == null ? "nothing erased: " : "erased " + ack.words() + ": ";
        lines.add(
                (dryRun ? "dry run, nothing erased; would erase " : done)
                        + Counts.of(count, "event")
                        + " ("
                        + Counts.line(types, null)
                        + "): "
                        + String.join(" ", handles));
        lines.add(hiddenBefore, hidden -> hidden + " of them hidden before");
        lines.add(receipt, handle -> "receipt " + handle + " at " + erasedAt + ", " + chain());
        if (count > 0) {
            lines.add(limits);
        }
        lines.add(
                stillHeld,
                held ->
                        "this server still holds it in memory and lets go of it in the background;"
                                + " if not within a minute, restart it");
    }

    /** They are compared here: it is no word that is always said. */
    private String chain() {
        String before = first(hashBefore);
        return hashBefore != null && hashBefore.equals(hashAfter)
                ? "chain hash " + before + " before and after"
                : "chain hash " + before + " before and " + first(hashAfter) + " after";
    }

    private static String first(@Nullable String hash) {
        return hash == null ? "" : hash.substring(0, Math.min(DIGITS, hash.length()));
    }
}
