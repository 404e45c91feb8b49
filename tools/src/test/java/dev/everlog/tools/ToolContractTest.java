package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.toonformat.jtoon.JToon;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** What every tool keeps, the ones to come too. */
class ToolContractTest {
    @TempDir private Path vectors;

    private SeededMemory memory;

    static List<Class<? extends Record>> tools() {
        return ToolCatalog.records();
    }

    static Stream<Class<? extends Record>> readers() {
        return tools().stream().filter(tool -> about(tool).effect().readOnly());
    }

    static Stream<Class<? extends Record>> writers() {
        return tools().stream().filter(tool -> !about(tool).effect().readOnly());
    }

    @BeforeEach
    void open() {
        memory = SeededMemory.open(vectors);
        memory.sayAgain();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void everyComponentIsDocumented(Class<? extends Record> tool) {
        assertThat(about(tool).title()).isNotBlank();
        assertThat(about(tool).value()).isNotBlank();
        assertThat(components(tool))
                .allSatisfy(component -> {
                    assertThat(component.isAnnotationPresent(Doc.class))
                            .as(component.toString())
                            .isTrue();
                    assertThat(component.getAnnotation(Doc.class).value())
                            .as(component.toString())
                            .isNotBlank();
                });
    }

    @ParameterizedTest
    @MethodSource("tools")
    void itsExampleIsValidAndRuns(Class<? extends Record> tool) {
        var schema = memory.catalog.find(name(tool)).orElseThrow().inputSchema();
        var validator =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema.toString(), InputFormat.JSON);

        assertThat(validator.validate(example(tool).toString(), InputFormat.JSON)).isEmpty();
        assertThat(memory.call(name(tool), example(tool)).text()).isNotBlank();
        var answer = memory.call(name(tool), example(tool));
        assertThat(answer.isError()).isFalse();
        var answers =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                ToolCatalog.answerSchemas().get(name(tool)).toString(),
                                InputFormat.JSON);
        String structured = String.valueOf(answer.structured());
        assertThat(answers.validate(structured, InputFormat.JSON)).as(structured).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void anUnknownParameterIsRefusedByName(Class<? extends Record> tool) {
        long end = memory.end();

        var refused = memory.call(name(tool), example(tool).put("projct", "demo"));

        assertThat(refused.isError()).isTrue();
        assertThat(refused.text())
                .contains("code: INVALID_ARGUMENT", "\"projct\", did you mean project?");
        assertThat(memory.end()).isEqualTo(end);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void aTextIsAsLongAsTheSchemaSaysAndNoLonger(Class<? extends Record> tool) {
        memory.catalog
                .find(name(tool))
                .orElseThrow()
                .inputSchema()
                .get("properties")
                .properties()
                .forEach(parameter -> {
                    int max = parameter.getValue().path("maxLength").asInt(0);
                    if (max > 0) {
                        String name = parameter.getKey();
                        var long_ = example(tool).put(name, "\ud83c\udf75".repeat(max));
                        var longer = example(tool).put(name, "x".repeat(max + 1));

                        assertThat(memory.call(name(tool), long_).text())
                                .doesNotContain("INVALID_ARGUMENT");
                        assertThat(memory.call(name(tool), longer).text())
                                .contains("code: INVALID_ARGUMENT", name + " must have 1.." + max);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("readers")
    void readingLeavesTheEndOfTheLogWhereItWas(Class<? extends Record> tool) {
        long end = memory.end();

        var text = memory.call(name(tool), example(tool));
        var json = memory.call(name(tool), example(tool).put("format", "json"));

        assertThat(memory.end()).isEqualTo(end);
        assertThat(json.text()).isEqualTo(json.structured().toString());
        assertThat(ofEachCall(json)).isEqualTo(ofEachCall(text));

        var format = spec(tool).inputSchema().get("properties").get("format");
        if (format == null || format.has("enum")) {
            return; // forms of its own
        }
        var toon = memory.call(name(tool), example(tool).put("format", "toon"));
        assertThat(ofEachCall(toon)).isEqualTo(ofEachCall(text));
        assertThat(isSame(JToon.decodeToJson(toon.text()), toon.structured().toString()))
                .as(toon.text())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void everyReadKnowsThePastByPositionAndByTime(Class<? extends Record> tool) {
        var now = memory.answer(name(tool), example(tool).put("as_of", "e" + memory.end()));
        memory.clock.move(java.time.Duration.ofMinutes(1));
        String then = memory.clock.instant().toString();
        memory.clock.move(java.time.Duration.ofMinutes(1));
        memory.answer(
                "memory_remember",
                "{'text': 'Ada now prefers juice', 'key': 'tea', 'about': ['person/ada']}");
        memory.answer("ingest_event", "{'type': 'order.shipped', 'subject': 'order/7'}");

        var byPosition =
                memory.answer(
                        name(tool), example(tool).put("as_of", "e" + now.get("position").asLong()));
        var byTime = memory.answer(name(tool), example(tool).put("as_of", then));

        assertThat(past(byPosition)).isEqualTo(past(now));
        assertThat(past(byTime)).isEqualTo(past(now));
    }

    @ParameterizedTest
    @MethodSource("writers")
    void aDryRunAppendsNothing(Class<? extends Record> tool) {
        if (!memory.catalog
                .find(name(tool))
                .orElseThrow()
                .inputSchema()
                .get("properties")
                .has("dry_run")) {
            return;
        }
        long end = memory.end();

        var preview = memory.answer(name(tool), example(tool).put("dry_run", true));

        assertThat(memory.end()).isEqualTo(end);
        assertThat(preview.get("dry_run").booleanValue()).isTrue();
        assertThat(preview.has("position")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("writers")
    void theSameIdempotencyKeyGivesTheFirstResultAgain(Class<? extends Record> tool) {
        var arguments = example(tool).put("idempotency_key", "once");

        var first = memory.confirmed(name(tool), arguments);
        long end = memory.end();
        var again = memory.call(name(tool), withConsent(arguments, first));

        assertThat(again.isError()).as(again.text()).isFalse();
        assertThat(memory.end()).isEqualTo(end);
        assertThat(first.get("duplicate").booleanValue()).isFalse();
        assertThat(again.structured().get("duplicate").booleanValue()).isTrue();
        assertThat(again.structured().get("position")).isEqualTo(first.get("position"));
        assertThat(again.structured().get("last_position")).isEqualTo(first.get("last_position"));
        assertThat(first.get("durable").stringValue()).isNotBlank();
    }

    /** TOON writes 1.0 as 1. */
    private static boolean isSame(String read, String told) {
        return Json.MAPPER
                .readTree(read)
                .equals(
                        (a, b) ->
                                a.isNumber() && b.isNumber()
                                        ? a.decimalValue().compareTo(b.decimalValue())
                                        : a.equals(b) ? 0 : 1,
                        Json.MAPPER.readTree(told));
    }

    /** What an answer tells but for what the answers before it were. */
    private static ObjectNode ofEachCall(ToolResult answer) {
        var told = answer.structured().deepCopy();
        told.remove("tokens_served");
        return told;
    }

    /** A client repeats the call it made, with the token it had. */
    private static ObjectNode withConsent(ObjectNode arguments, ObjectNode first) {
        return first.has("dry_run") ? arguments.deepCopy().put("dry_run", false) : arguments;
    }

    /** What an answer tells about the past: all but how the log and the indexes are doing now. */
    private static ObjectNode past(ObjectNode answer) {
        var past = answer.deepCopy();
        past.remove(
                List.of(
                        "position",
                        "log_end",
                        "durable_position",
                        "hot_bytes",
                        "cold_bytes",
                        "free_bytes",
                        "tokens_served",
                        "lag",
                        "embedded",
                        "indexed",
                        "fresh_through"));
        past.path("items")
                .forEach(
                        item -> ((ObjectNode) item).remove(List.of("score", "reasons", "read_to")));
        return past;
    }

    private static List<RecordComponent> components(Class<?> record) {
        var components = new ArrayList<RecordComponent>();
        for (var component : record.getRecordComponents()) {
            if (component.isAnnotationPresent(Flat.class)) {
                components.addAll(components(component.getType()));
            } else {
                components.add(component);
                ToolReference.nested(component.getGenericType())
                        .ifPresent(inner -> components.addAll(components(inner)));
            }
        }
        return components;
    }

    private static ObjectNode example(Class<? extends Record> tool) {
        return (ObjectNode) Json.MAPPER.readTree(about(tool).example());
    }

    private ToolSpec spec(Class<? extends Record> tool) {
        return memory.catalog.find(name(tool)).orElseThrow();
    }

    private static About about(Class<? extends Record> tool) {
        return tool.getAnnotation(About.class);
    }

    private static String name(Class<? extends Record> tool) {
        return Names.snake(tool.getSimpleName());
    }
}
