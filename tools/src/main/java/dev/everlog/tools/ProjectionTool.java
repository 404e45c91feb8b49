package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.DefineProjection;
import dev.everlog.memory.ProjectionDefinition;
import dev.everlog.memory.RemoveProjection;
import dev.everlog.memory.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Folds of the user's own, declared as data. */
sealed interface ProjectionTool<A extends Answer> extends Tool<A> {
    @About(
            title = "Define projection",
            effect = Effect.APPENDS,
            value =
                    "New version of a live fold of events: one row per subject, each field by its policy;"
                            + " or from a template.",
            example =
                    "{\"name\": \"orders\", \"types\": [\"order.*\"], \"fields\": [{\"name\": \"total\","
                            + " \"policy\": \"sum\"}, {\"name\": \"events\", \"policy\": \"count\"}]}")
    record MemoryDefineProjection(
            @Doc(value = "one word", listed = false) String name,
            @Doc(value = "instead of everything else", listed = false) @Nullable Template template,
            @Doc(value = "exact, or person/*", listed = false) @Nullable List<String> subjects,
            @Doc(value = "exact, or order.*", listed = false) @Nullable List<String> types,
            @Doc(value = "conditions on data, as in query_events", listed = false)
                    @Nullable List<JsonNode> where,
            @Doc("path, or @subject (default), @session, @actor, @type") @Nullable String groupBy,
            @Doc(value = "at most 32", listed = false) @Nullable List<NewField> fields,
            @Doc(value = "instead of defining it", listed = false) @Nullable Boolean remove,
            @Flat WriteOptions write)
            implements ProjectionTool<ProjectionDefined> {
        public MemoryDefineProjection {
            Condition.requireAll(where);
            boolean own = subjects != null || types != null || where != null || groupBy != null;
            boolean defines = template != null || fields != null || own;
            boolean removes = Boolean.TRUE.equals(remove);
            boolean oneWay = (template == null) != (fields == null) && (template == null || !own);
            if (removes ? defines : !oneWay) {
                throw new IllegalArgumentException(
                        "give either a template and nothing else, or fields and which events, or remove");
            }
        }

        @Override
        public ProjectionDefined run(Call call) {
            if (Boolean.TRUE.equals(remove)) {
                return ProjectionDefined.of(
                        new RemoveProjection(name).in(call.memory(), call.writer(write)));
            }
            var request =
                    template == null
                            ? new DefineProjection(name, null, definition())
                            : DefineProjection.of(name, template);
            return ProjectionDefined.of(
                    call.memory().defineProjection(request, call.writer(write)));
        }

        private ProjectionDefinition definition() {
            return new ProjectionDefinition(
                    requireNonNullElse(subjects, List.of()),
                    requireNonNullElse(types, List.of()),
                    Condition.filters(where),
                    requireNonNullElse(groupBy, "@subject"),
                    requireNonNullElse(fields, List.<NewField>of()).stream()
                            .map(NewField::field)
                            .toList());
        }
    }

    @About(
            title = "Projections",
            effect = Effect.READS,
            value = "Projections with version, position, lag; templates on offer.",
            example = "{}")
    record MemoryListProjections(
            @Doc(value = "only this one", listed = false) @Nullable String name,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements ProjectionTool<Rows<ProjectionListRow>> {
        @Override
        public Rows<ProjectionListRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            var all =
                    reader.memory().projections(reader.vantage()).stream()
                            .filter(each -> name == null || each.name().equals(name))
                            .toList();
            return reader.rows(
                    TemplatesOnOffer.ALL,
                    Slice.ranked(count -> all.subList(0, Math.min(count, all.size())), all.size()),
                    ProjectionListRow::of);
        }
    }

    @About(
            title = "Read projection",
            effect = Effect.READS,
            value =
                    "Folded values per subject, with conflicts; of one subject also the provenance of each"
                            + " field.",
            example = "{\"name\": \"people\", \"subject\": \"person/ada\"}")
    record MemoryGetProjection(
            @Doc(value = "of the projection", listed = false) String name,
            @Doc(value = "default all", listed = false) @Nullable String subject,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements ProjectionTool<Rows<ProjectionRow>> {
        @Override
        public Rows<ProjectionRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            return subject == null
                    ? reader.rows(
                            ProjectionHead.of(name, reader),
                            ProjectionRow.all(name, reader),
                            row -> ProjectionRow.of(row, false))
                    : reader.rows(
                            ProjectionHead.of(name, reader),
                            ProjectionRow.one(name, subject, reader),
                            row -> ProjectionRow.of(row, true));
        }
    }
}
