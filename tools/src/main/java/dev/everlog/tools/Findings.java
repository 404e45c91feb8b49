package dev.everlog.tools;

import dev.everlog.memory.TextVersion;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.recall.Recalled;
import dev.everlog.memory.recall.Recalled.Hit;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * A ranking of memories, page by page. Immutable.
 *
 * @param now by which a row is valid or not
 */
record Findings(Reader reader, Vantage vantage, boolean explain, Instant now) {
    /** @param recall makes the ranking, unless it was made for the page before */
    Rows<MemoryRow> rows(int all, Supplier<Recalled> recall) {
        var call = reader.call();
        var key = new Rankings.Key(call.memory(), call.question(), reader.position(), call.now());
        var ranking = call.rankings().get(key, Recalled.class, recall);
        List<Hit> hits = ranking.hits().subList(0, Math.min(all, ranking.hits().size()));
        return reader.rows(
                Freshness.of(ranking),
                Slice.of(hits),
                hit -> MemoryRow.of(text(hit), hit, explain, now));
    }

    private TextVersion text(Hit hit) {
        return reader.memory().read(vantage, reading -> reading.text(hit.ordinal()));
    }
}
