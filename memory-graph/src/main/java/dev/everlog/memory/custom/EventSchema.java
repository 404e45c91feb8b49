package dev.everlog.memory.custom;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Schema (2020-12) for the data of events. Formats are asserted. Nothing is ever fetched. Thread-safe.
 *
 * <p>Making one costs some 100 microseconds, and holding data against it some microseconds.
 */
public final class EventSchema {
    /** Violations that are told of one event: enough to mend it, and the rest shows the next time. */
    public static final int MAX_VIOLATIONS = 10;

    /** Characters of JSON: of larger data only the first violation is looked for, since each may have one more. */
    private static final int LARGE = 100_000;

    private static final SchemaRegistryConfig CONFIG = config(false);
    private static final SchemaRegistryConfig FIRST_ONLY = config(true);

    private static final class Dialect {
        /** The schema of schemas, which comes with the library; loaded when the first one is registered. */
        static final Schema OF_SCHEMAS =
                registry(SchemaRegistryConfig.builder().build())
                        .getSchema(
                                SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    }

    private final ObjectNode standalone;
    private final Schema all;
    private final Schema first;

    private EventSchema(ObjectNode standalone) {
        this.standalone = standalone;
        this.all = registry(CONFIG).getSchema(standalone);
        this.first = registry(FIRST_ONLY).getSchema(standalone);
    }

    /**
     * Made of what a user wrote.
     *
     * @throws IllegalArgumentException says what is not allowed, and where
     */
    public static EventSchema of(ObjectNode schema) {
        SchemaRules.requireSmall(schema);
        List<Error> errors = Dialect.OF_SCHEMAS.validate(schema);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(
                    "this is no JSON Schema 2020-12, at "
                            + errors.getFirst().getInstanceLocation()
                            + ": "
                            + errors.getFirst().getMessage());
        }
        return new EventSchema(SchemaRules.standalone(schema));
    }

    /** One that was checked with the schema around it. */
    static EventSchema part(JsonNode standalone) {
        return new EventSchema(
                standalone instanceof ObjectNode object
                        ? object
                        : standalone.isBoolean() && standalone.booleanValue()
                                ? object()
                                : object().set("not", object()));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static SchemaRegistryConfig config(boolean firstOnly) {
        return SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .regularExpressionFactory(new LinearPatterns())
                .pathType(PathType.JSON_POINTER)
                .failFast(firstOnly)
                .build();
    }

    private static SchemaRegistry registry(SchemaRegistryConfig config) {
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder ->
                        builder.schemaRegistryConfig(config)
                                .schemaLoader(loader -> loader.fetchRemoteResources(false)));
    }

    public boolean accepts(JsonNode data) {
        return first.validate(data).isEmpty();
    }

    /** What does not match, at most {@link #MAX_VIOLATIONS}. */
    public List<Violation> violations(ObjectNode data) {
        List<Error> found = first.validate(data);
        boolean more = !found.isEmpty() && data.toString().length() <= LARGE;
        return (more ? all.validate(data) : found)
                .stream().limit(MAX_VIOLATIONS).map(EventSchema::violation).toList();
    }

    private static Violation violation(Error error) {
        String at = String.valueOf(error.getInstanceLocation());
        String property = error.getProperty();
        boolean missing = "required".equals(error.getKeyword());
        String wanted =
                missing
                        ? "a value, it is required"
                        : error.getKeyword() + " " + shortened(error.getSchemaNode());
        return new Violation(
                property == null ? at : at + "/" + property,
                missing ? "nothing" : found(error.getInstanceNode()),
                wanted);
    }

    private static String found(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER, BOOLEAN, NULL -> value.toString();
            case STRING -> "a text of " + value.stringValue().length() + " characters";
            case ARRAY -> "a list of " + value.size();
            case OBJECT -> "an object";
            case MISSING, BINARY, POJO -> "nothing";
        };
    }

    /** Characters of what a keyword says: the rest is in the schema. */
    private static final int SHOWN = 80;

    private static String shortened(JsonNode wanted) {
        String text = wanted.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** Without references. Not to be changed. */
    ObjectNode standalone() {
        return standalone;
    }
}
