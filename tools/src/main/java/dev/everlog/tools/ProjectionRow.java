package dev.everlog.tools;

import dev.everlog.memory.ProjectionRows;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What a projection has of a subject.
 *
 * @param values by field
 * @param conflicts what other actors said last, where it is something else
 * @param provenance null unless one subject was asked for
 */
record ProjectionRow(
        String subject,
        JsonNode values,
        List<Conflict> conflicts,
        @Nullable List<Provenance> provenance)
        implements Row<ProjectionRow> {
    /** Events that are named of a field: the newest, enough to go on from. */
    private static final int SHOWN = 10;

    record Conflict(String field, JsonNode value, String handle, String actor) {
        static Conflict of(String field, ProjectionRows.Conflict conflict) {
            return new Conflict(
                    field, conflict.value(), conflict.event().toString(), conflict.actor());
        }

        @Override
        public String toString() {
            return "%s %s says %s for %s"
                    .formatted(handle, Quoted.name(actor), Quoted.json(value), field);
        }
    }

    /**
     * Where a value comes from.
     *
     * @param events that it was made of, at most the newest {@link #SHOWN}
     * @param candidates how many events had a value
     */
    record Provenance(String field, String policy, List<String> events, int made, int candidates) {
        static Provenance of(ProjectionRows.Field field) {
            var chosen = field.chosen();
            return new Provenance(
                    field.name(),
                    Names.constant(field.policy()),
                    chosen.subList(Math.max(0, chosen.size() - SHOWN), chosen.size()).stream()
                            .map(Object::toString)
                            .toList(),
                    chosen.size(),
                    field.candidates().size());
        }

        @Override
        public String toString() {
            return "%s: %s of %s, from %s%s"
                    .formatted(
                            field,
                            policy,
                            Counts.of(candidates, "candidate"),
                            events.isEmpty() ? "none" : String.join(" ", events),
                            made > events.size()
                                    ? " and " + (made - events.size()) + " older"
                                    : "");
        }
    }

    static ProjectionRow of(ProjectionRows.Row row, boolean withProvenance) {
        ObjectNode values = Json.MAPPER.createObjectNode();
        row.fields().forEach(field -> values.set(field.name(), field.value()));
        return new ProjectionRow(
                row.subject(),
                values,
                row.fields().stream()
                        .flatMap(field ->
                                field.conflicts().stream()
                                        .map(each -> Conflict.of(field.name(), each)))
                        .toList(),
                withProvenance ? row.fields().stream().map(Provenance::of).toList() : null);
    }

    static Slice.Source<ProjectionRows.Row> all(String name, Reader reader) {
        return (from, count) -> {
            var page = reader.memory().projection(name, from, count + 1, reader.vantage()).rows();
            var items = page.subList(0, Math.min(count, page.size()));
            return new Slice<>(
                    items, taken -> taken < page.size() ? items.get(taken - 1).subject() : null);
        };
    }

    static Slice.Source<ProjectionRows.Row> one(String name, String subject, Reader reader) {
        return (from, count) ->
                new Slice<>(
                        reader.memory().projectionOf(name, subject, reader.vantage()).rows(),
                        taken -> null);
    }

    @Override
    public String line() {
        String conflicting =
                conflicts.stream().map(each -> "; conflict: " + each).collect(Collectors.joining());
        String made =
                provenance == null
                        ? ""
                        : provenance.stream()
                                .map(each -> "\n  " + each)
                                .collect(Collectors.joining());
        return Quoted.name(subject) + " " + Quoted.json(values) + conflicting + made;
    }

    @Override
    public ProjectionRow shortened(int characters) {
        return new ProjectionRow(
                subject,
                StringNode.valueOf(Quoted.start(values.toString(), characters)),
                List.of(),
                null);
    }
}
