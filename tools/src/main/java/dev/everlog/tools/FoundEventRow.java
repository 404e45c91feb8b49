package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.recall.FoundEvents;
import dev.everlog.memory.recall.Recalled;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event that was searched for.
 *
 * @param reasons the parts of the score; null where it has one part only
 */
record FoundEventRow(
        @JsonUnwrapped EventRow event, double score, @Nullable List<Recalled.Reason> reasons)
        implements Row<FoundEventRow> {
    /** @param parts whether they are shown */
    static FoundEventRow of(StoredEvent event, FoundEvents.Hit hit, boolean parts) {
        return new FoundEventRow(
                EventRow.of(event), Reasons.rounded(hit.score()), parts ? hit.reasons() : null);
    }

    /** {@code 0.831 e12 2026-05-03T… order.paid order/7 v2 by ada {…}}. */
    @Override
    public String line() {
        return String.format(Locale.ROOT, "%.3f ", score) + event.line() + Reasons.words(reasons);
    }

    @Override
    public FoundEventRow shortened(int characters) {
        return new FoundEventRow(event.shortened(characters), score, reasons);
    }
}
