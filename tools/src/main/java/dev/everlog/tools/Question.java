package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.MemoryKind;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.recall.RecallRequest;
import dev.everlog.memory.recall.Recalled;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One {@code memory_recall}, page by page: the same ranking each time, since it is asked at one position and time. */
record Question(MemoryTool.MemoryRecall asked, Reader reader, Vantage vantage) {
    /** Rows in all, without {@code top_k}: a ranking means little beyond. */
    private static final int DEFAULT_TOP_K = 200;

    static Question of(MemoryTool.MemoryRecall asked, Reader reader) {
        return new Question(asked, reader, reader.vantage(asked.validAt()));
    }

    Rows<MemoryRow> answer() {
        int topK = requireNonNullElse(asked.topK(), DEFAULT_TOP_K);
        boolean explain = requireNonNullElse(asked.explain(), false);
        int before = reader.from() == null ? 0 : Integer.parseInt(reader.from());
        var recalled = recall(Math.min(topK, before + reader.limit() + 1));
        var hits =
                Slice.ranked(
                        count ->
                                recalled.hits().subList(0, Math.min(count, recalled.hits().size())),
                        topK);
        return reader.rows(Freshness.of(recalled), hits, hit -> MemoryRow.of(hit, explain));
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
                        asked.now() == null ? call.now() : asked.now().from(call.now()),
                        requireNonNullElse(asked.depth(), RecallRequest.DEFAULT_DEPTH),
                        limit,
                        asked.weights() == null
                                ? RecallRequest.Weights.DEFAULT
                                : asked.weights().orUsual());
        return call.session().recall().get().recall(request, vantage);
    }

    private Set<String> kinds() {
        return requireNonNullElse(asked.kinds(), List.<MemoryKind>of()).stream()
                .map(Names::constant)
                .collect(Collectors.toUnmodifiableSet());
    }
}
