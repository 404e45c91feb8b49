package dev.everlog.tools;

import dev.everlog.memory.MemoryStats;
import dev.everlog.memory.recall.Coverage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much is remembered, and how much of it can be found.
 *
 * @param texts versions of texts ever written: what the indexes cover
 */
record MemoryStatistics(
        String project,
        long position,
        long memories,
        Map<String, Long> memoriesByKind,
        long nodes,
        Map<String, Long> nodesByType,
        @Nullable Integer typesLeftOut,
        long edges,
        Map<String, Long> edgesByRelation,
        @Nullable Integer relationsLeftOut,
        int texts,
        int embedded,
        int indexed,
        String freshThrough,
        String model,
        long openContradictions)
        implements Answer {

    static MemoryStatistics of(MemoryStats stats, Coverage coverage, Reader reader) {
        int most = reader.budget().tokens() / LogStatistics.TOKENS_PER_COUNT;
        return new MemoryStatistics(
                reader.scope().toString(),
                stats.position().value(),
                stats.memories(),
                stats.memoriesByKind(),
                stats.nodes(),
                Counts.first(stats.nodesByType(), most),
                Counts.leftOut(stats.nodesByType(), most),
                stats.edges(),
                Counts.first(stats.edgesByRelation(), most),
                Counts.leftOut(stats.edgesByRelation(), most),
                coverage.texts(),
                coverage.embedded(),
                coverage.indexed(),
                coverage.freshThrough().toString(),
                coverage.model(),
                stats.openContradictions());
    }

    @Override
    public String text() {
        String covered =
                "of %d texts %d are searchable by meaning (model %s, to %s), %d by words"
                        .formatted(texts, embedded, Quoted.name(model), freshThrough, indexed);
        return new Lines()
                .add(
                        "%d memories as of e%d, project %s: %s"
                                .formatted(
                                        memories,
                                        position,
                                        Quoted.name(project),
                                        Counts.line(memoriesByKind, null)))
                .add(nodes + " nodes: " + Counts.line(nodesByType, typesLeftOut))
                .add(edges + " edges: " + Counts.line(edgesByRelation, relationsLeftOut))
                .add(covered)
                .add(openContradictions + " open contradictions")
                .toString();
    }
}
