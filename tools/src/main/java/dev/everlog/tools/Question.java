package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.MemoryKind;
import dev.everlog.memory.TextVersion;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.recall.RecallRequest;
import dev.everlog.memory.recall.Recalled;
import dev.everlog.memory.recall.Recalled.Hit;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One {@code memory_recall}, page by page. Immutable.
 *
 * @param now by which a row is recent, and valid or not
 */
record Question(MemoryTool.MemoryRecall asked, Reader reader, Vantage vantage, Instant now) {
    /** Rows in all, without {@code top_k}: five pages. */
    private static final int DEFAULT_TOP_K = 100;

    static Question of(MemoryTool.MemoryRecall asked, Reader reader) {
        var now = asked.now() == null ? reader.present() : asked.now().from(reader.call().now());
        return new Question(asked, reader, reader.vantage(asked.validAt()), now);
    }

    Rows<MemoryRow> answer() {
        int all = requireNonNullElse(asked.topK(), Math.max(DEFAULT_TOP_K, reader.limit()));
        boolean explain = requireNonNullElse(asked.explain(), false);
        var call = reader.call();
        var key = new Rankings.Key(call.memory(), call.question(), reader.position(), call.now());
        var ranking = call.rankings().get(key, () -> recall(all));
        var source = Slice.ranked(count -> first(count, ranking.hits()), all);
        return reader.rows(
                Freshness.of(ranking), source, hit -> MemoryRow.of(text(hit), hit, explain, now));
    }

    private static List<Hit> first(int count, List<Hit> hits) {
        return hits.subList(0, Math.min(count, hits.size()));
    }

    private TextVersion text(Hit hit) {
        return reader.memory().read(vantage, reading -> reading.text(hit.ordinal()));
    }

    private Recalled recall(int limit) {
        var call = reader.call();
        var request =
                new RecallRequest(
                        asked.query(),
                        kinds(),
                        requireNonNullElse(asked.about(), List.of()),
                        call.from(asked.since()),
                        call.through(asked.until()),
                        now,
                        requireNonNullElse(asked.depth(), RecallRequest.DEFAULT_DEPTH),
                        limit,
                        asked.weights() == null
                                ? RecallRequest.Weights.DEFAULT
                                : asked.weights().orUsual());
        return call.recall().recall(request, vantage);
    }

    private Set<String> kinds() {
        return requireNonNullElse(asked.kinds(), List.<MemoryKind>of()).stream()
                .map(Names::constant)
                .collect(Collectors.toUnmodifiableSet());
    }
}
