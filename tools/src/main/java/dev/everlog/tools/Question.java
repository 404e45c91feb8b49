package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.MemoryKind;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.recall.RecallRequest;
import dev.everlog.memory.recall.Recalled;
import java.time.Instant;
import java.util.List;

/**
 * One {@code memory_recall}, page by page. Immutable.
 *
 * @param now by which a row is recent, and valid or not unless a valid time was asked for
 */
record Question(MemoryTool.MemoryRecall asked, Reader reader, Vantage vantage, Instant now) {
    /** Rows in all, without {@code top_k}: five pages. */
    static final int DEFAULT_TOP_K = 100;

    static Question of(MemoryTool.MemoryRecall asked, Reader reader) {
        var now = asked.now() == null ? reader.present() : asked.now().from(reader.call().now());
        return new Question(asked, reader, reader.vantage(asked.validAt()), now);
    }

    Rows<MemoryRow> answer() {
        int all = requireNonNullElse(asked.topK(), Math.max(DEFAULT_TOP_K, reader.limit()));
        boolean explain = requireNonNullElse(asked.explain(), false);
        return new Findings(reader, vantage, explain, marked()).rows(all, () -> recall(all));
    }

    /** By when a row is marked as valid or not. */
    private Instant marked() {
        return asked.validAt() == null ? now : reader.marked(asked.validAt());
    }

    private Recalled recall(int limit) {
        var call = reader.call();
        var request =
                new RecallRequest(
                        asked.query(),
                        Names.constants(requireNonNullElse(asked.kinds(), List.<MemoryKind>of())),
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
}
