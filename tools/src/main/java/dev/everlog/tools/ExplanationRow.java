package dev.everlog.tools;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.EdgeRow;
import dev.everlog.memory.ExplainEntity;
import dev.everlog.memory.Neighbors;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * One thing that is known of a subject: what contradicts itself first, then its state, its neighbours and its newest
 * events.
 *
 * @param part contradiction, value, neighbour or event
 * @param what handles of both sides, a JSON Pointer, an edge, or a type
 * @param value of the state, what both sides say, name of the neighbour, or data of the event
 * @param event handle of what made it so
 */
record ExplanationRow(
        String part,
        String what,
        @Nullable JsonNode value,
        @Nullable String event,
        @Nullable String actor,
        @Nullable String at)
        implements Row<ExplanationRow> {
    /** Who it is. */
    record Subject(
            String subject,
            @Nullable String node,
            long version,
            int events,
            int hidden,
            Map<String, Long> actors)
            implements Summary {
        @Override
        public String line() {
            return "%s%s v%d, %s%s by %s"
                    .formatted(
                            Quoted.name(subject),
                            node == null ? "" : " " + node,
                            version,
                            Counts.of(events, "event"),
                            hidden == 0 ? "" : " (" + hidden + " more hidden)",
                            Counts.line(actors, null));
        }
    }

    static Rows<ExplanationRow> rows(String subject, Reader reader) {
        var result = new ExplainEntity(subject).in(reader.memory(), reader.vantage());
        var who =
                new Subject(
                        result.subject(),
                        result.node(),
                        result.version(),
                        result.applied(),
                        result.hidden(),
                        result.actors());
        var rows =
                Stream.of(
                                result.contradictions().stream().map(ExplanationRow::of),
                                result.values().stream().map(ExplanationRow::of),
                                Stream.ofNullable(result.neighbours())
                                        .flatMap(ExplanationRow::neighbours),
                                result.events().stream().map(ExplanationRow::of))
                        .flatMap(part -> part)
                        .toList();
        return reader.rows(who, Slice.of(rows), row -> row);
    }

    private static ExplanationRow of(ExplainEntity.Contradiction found) {
        String both = found.later() + " against " + found.earlier();
        JsonNode says = Json.MAPPER.valueToTree(found.says());
        return new ExplanationRow("contradiction", both, says, null, null, null);
    }

    private static ExplanationRow of(ExplainEntity.Value value) {
        return new ExplanationRow(
                "value",
                value.path(),
                value.value(),
                value.event().toString(),
                value.actor(),
                Times.utc(value.at()));
    }

    private static Stream<ExplanationRow> neighbours(Neighbors.Result around) {
        String start = around.nodes().getFirst().node().handle();
        return around.edges().stream()
                .filter(edge -> edge.source().equals(start) || edge.target().equals(start))
                .map(ExplanationRow::of);
    }

    private static ExplanationRow of(EdgeRow edge) {
        return new ExplanationRow(
                "neighbour",
                edge.sourceKey() + " " + edge.relation() + " " + edge.targetKey(),
                null,
                edge.handle(),
                null,
                null);
    }

    private static ExplanationRow of(StoredEvent stored) {
        var row = EventRow.of(stored);
        return new ExplanationRow(
                "event", row.type(), row.data(), row.handle(), row.actor(), row.occurredAt());
    }

    @Override
    public String line() {
        return Stream.of(
                        part,
                        Quoted.name(what),
                        value == null ? "" : Quoted.json(value),
                        event == null ? "" : event,
                        actor == null ? "" : "by " + Quoted.name(actor),
                        at == null ? "" : at)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    @Override
    public ExplanationRow shortened(int characters) {
        JsonNode start =
                value == null
                        ? null
                        : StringNode.valueOf(Quoted.start(value.toString(), characters));
        return new ExplanationRow(part, what, start, event, actor, at);
    }
}
