package dev.everlog.tools;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.Reading;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.recall.RecallRequest;
import dev.everlog.memory.recall.Recalled.Hit;
import dev.everlog.tools.ContextRow.Section;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One {@code memory_context}: rules that hold, what answers the query, what it names, and what was said since. Confined
 * to one call.
 */
final class ContextBlock {
    /** Kinds that hold whatever the question is. */
    private static final Set<String> RULES = Set.of("preference", "decision");

    /** Lines on what was said since: more are a report, which query_events gives. */
    static final int MOST_CHANGES = 50;

    private final MemoryTool.MemoryContext asked;
    private final Reader reader;
    private final Vantage vantage;
    private final Tier tier;

    ContextBlock(MemoryTool.MemoryContext asked, Reader reader, Tier tier) {
        this.asked = asked;
        this.reader = reader;
        this.vantage = reader.vantage().validAt(reader.present());
        this.tier = tier;
    }

    List<ContextRow> rows() {
        List<Hit> hits = asked.query() == null ? List.of() : recalled(asked.query());
        @Nullable Position since = asked.since() == null ? null : reader.at(asked.since());
        return reader.memory().read(vantage, reading -> rows(reading, hits, since));
    }

    private List<Hit> recalled(String query) {
        var request =
                new RecallRequest(
                        query,
                        Set.of(),
                        List.of(),
                        null,
                        null,
                        reader.present(),
                        RecallRequest.DEFAULT_DEPTH,
                        tier.answers,
                        RecallRequest.Weights.DEFAULT);
        return reader.call().recall().recall(request, vantage).hits();
    }

    private List<ContextRow> rows(Reading reading, List<Hit> hits, @Nullable Position since) {
        var block = new ContextLines(reading);
        if (since != null) {
            return block.newest(Section.CHANGED, block.after(since), MOST_CHANGES).rows();
        }
        block.newest(Section.RULE, text -> RULES.contains(reading.kind(text)), tier.rules);
        if (asked.query() == null) {
            return block.newest(Section.ANSWER, any -> true, tier.answers).rows();
        }
        return block.texts(Section.ANSWER, hits.stream().mapToInt(Hit::ordinal))
                .nodes(reading.namedIn(asked.query(), tier.nodes))
                .rows();
    }
}
