package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.custom.Compatibility;
import dev.everlog.memory.custom.SchemaMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Tells and rules what events look like. */
sealed interface SchemaTool<A extends Answer> extends Tool<A> {
    @About(
            title = "Schemas",
            effect = Effect.READS,
            value = "Registered and inferred schemas per event type, with counts.",
            example = "{\"type\": \"order.*\"}")
    record ListSchemas(
            @Doc(value = "exact, or order.*", listed = false) @Nullable String type,
            @Doc(value = "older ones too", listed = false) @Nullable Boolean includeVersions,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements SchemaTool<Rows<SchemaRow>> {
        @Override
        public Rows<SchemaRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            var types = reader.memory().schemas(type, reader.vantage());
            boolean older = requireNonNullElse(includeVersions, false);
            return reader.rows(
                    null,
                    Slice.ranked(
                            count -> types.subList(0, Math.min(count, types.size())), types.size()),
                    each -> SchemaRow.of(each, older, reader));
        }
    }

    @About(
            title = "Register schema",
            effect = Effect.APPENDS,
            value =
                    "New version of the schema (JSON Schema 2020-12) for events of a type; refuses an"
                            + " incompatible one. dry_run checks stored events.",
            example =
                    "{\"type\": \"order.paid\", \"schema\": {\"type\": \"object\", \"properties\":"
                            + " {\"paid\": {\"type\": \"boolean\"}}}, \"mode\": \"enforce\"}")
    record RegisterSchema(
            @Doc(value = "exact, for instance order.shipped", listed = false) String type,
            @Doc(value = "of the data", listed = false) ObjectNode schema,
            @Doc(
                            value = "of events that do not match; default as before, first warn",
                            listed = false)
                    @Nullable SchemaMode mode,
            @Doc(
                            value = "with the version before; default as before, first backward",
                            listed = false)
                    @Nullable Compatibility compatibility,
            @Doc(value = "only tell", listed = false) @Nullable Boolean dryRun,
            @Flat WriteOptions write)
            implements SchemaTool<SchemaRegistered> {
        @Override
        public SchemaRegistered run(Call call) {
            boolean dry = requireNonNullElse(dryRun, false);
            var request =
                    new dev.everlog.memory.RegisterSchema(type, schema, mode, compatibility, dry);
            return SchemaRegistered.of(
                    call.memory().registerSchema(request, call.writer(write)), dry);
        }
    }
}
