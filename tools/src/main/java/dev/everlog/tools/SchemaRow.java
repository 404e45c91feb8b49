package dev.everlog.tools;

import dev.everlog.memory.TypeSchemas;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * A type of event as it is answered.
 *
 * @param registered newest first; only the one in force unless older ones were asked for
 * @param inferred what the newest {@code inferredFrom} events have in common
 */
record SchemaRow(
        String type, long events, List<Version> registered, JsonNode inferred, int inferredFrom)
        implements Row<SchemaRow> {
    /** The newest events, of which a schema is inferred: 2 ms a type. Who registers it tries it on 100,000. */
    private static final int INFERRED_FROM = 500;

    /** One version of a registered schema. */
    record Version(long version, String at, String mode, String compatibility, JsonNode schema) {
        static Version of(TypeSchemas.Version version) {
            return new Version(
                    version.version(),
                    version.at().toString(),
                    Names.constant(version.mode()),
                    Names.constant(version.compatibility()),
                    version.schema());
        }

        Version shortened(int characters) {
            return new Version(version, at, mode, compatibility, cut(schema, characters));
        }

        @Override
        public String toString() {
            return "v%d %s %s %s %s"
                    .formatted(version, at, mode, compatibility, Quoted.json(schema));
        }
    }

    static SchemaRow of(TypeSchemas schemas, boolean older, Reader reader) {
        var inferred = reader.memory().inferSchema(schemas.type(), INFERRED_FROM, reader.vantage());
        return new SchemaRow(
                schemas.type(),
                schemas.events(),
                schemas.versions().stream()
                        .limit(older ? Long.MAX_VALUE : 1)
                        .map(Version::of)
                        .toList(),
                inferred.schema(),
                inferred.from());
    }

    @Override
    public String line() {
        String rules =
                registered.stream()
                        .map(version -> "; registered " + version)
                        .collect(Collectors.joining());
        return "%s %s%s; inferred from %d: %s"
                .formatted(
                        Quoted.name(type),
                        Counts.of(events, "event"),
                        rules,
                        inferredFrom,
                        Quoted.json(inferred));
    }

    @Override
    public SchemaRow shortened(int characters) {
        int each = Math.max(1, characters / (registered.size() + 1));
        return new SchemaRow(
                type,
                events,
                registered.stream().map(version -> version.shortened(each)).toList(),
                cut(inferred, each),
                inferredFrom);
    }

    private static JsonNode cut(JsonNode schema, int characters) {
        return StringNode.valueOf(Quoted.start(schema.toString(), characters));
    }
}
