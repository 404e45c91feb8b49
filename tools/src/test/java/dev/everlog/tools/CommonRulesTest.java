package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** What holds for all tools, beside what {@link ToolContractTest} tries with each. */
class CommonRulesTest {
    @TempDir private Path vectors;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.open(vectors);
        memory.sayAgain();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void aListHasTwentyRowsUnlessALimitSaysOtherwise() {
        for (int i = 0; i < 30; i++) {
            memory.answer("ingest_event", "{'type': 'a.b', 'subject': 'a/" + i + "'}");
        }

        assertThat(memory.answer("query_events", "{}").get("items")).hasSize(20);
        assertThat(memory.answer("query_events", "{'limit': 25}").get("items")).hasSize(25);
    }

    @Test
    void anAnswerCostsTwoThousandTokensAtMostUnlessMoreAreAskedFor() {
        for (int i = 0; i < 20; i++) {
            memory.answer(
                    "ingest_event",
                    "{'type': 'a.b', 'subject': 'a/1', 'data': {'text': '%s'}}"
                            .formatted("some words to be read ".repeat(40)));
        }

        var usual = memory.call("query_events", "{'types': ['a.b']}");
        var much = memory.call("query_events", "{'types': ['a.b'], 'max_tokens': 25000}");

        assertThat(TokensTest.O200K.countTokens(usual.text())).isBetween(1_000, 2_000);
        assertThat(usual.structured().get("left_out").asInt()).isPositive();
        assertThat(much.structured().get("items")).hasSize(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "query_events | {'limit': 1001} | limit must be 1..1000",
                "query_events | {'limit': 0} | limit must be 1..1000",
                "query_events | {'max_tokens': 25001} | max_tokens must be 100..25000",
                "query_events | {'format': 'xml'} | format: must be text, json or toon",
                "query_events | {'as_of': 'e999999'} | e999999",
                "memory_remember | {'text': 'tea', 'project': '*'} | project * is for reading only",
            })
    void whatIsOutOfRangeIsRefusedWithWhatIsAllowed(String tool, String arguments, String message) {
        long end = memory.end();

        var refused = memory.call(tool, arguments);

        assertThat(refused.isError()).isTrue();
        assertThat(refused.text()).contains("code: INVALID_ARGUMENT", message);
        assertThat(memory.end()).isEqualTo(end);
    }

    static Stream<ToolSpec> tools() {
        return ToolCatalog.standard().specs().stream();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void whoHidesIsCalledDestructiveAndNobodyReachesOutOfTheMemory(ToolSpec tool) {
        assertThat(tool.openWorld()).isFalse();
        assertThat(tool.destructive() && tool.readOnly()).isFalse();
        long hidden = hidden();

        memory.confirmed(tool.name(), example(tool));

        assertThat(hidden() > hidden).isEqualTo(tool.destructive());
    }

    private long hidden() {
        return memory.answer("get_stats", "{'project': '*'}").get("hidden").asLong();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void whoIsCalledIdempotentChangesNothingTheSecondTime(ToolSpec tool) {
        if (!tool.idempotent()) {
            return;
        }
        memory.confirmed(tool.name(), example(tool));
        long end = memory.end();

        var again = example(tool);
        if (tool.inputSchema().get("properties").has("dry_run")) {
            again.put("dry_run", false);
        }
        memory.call(tool.name(), again);

        assertThat(memory.end()).isEqualTo(end);
    }

    private ObjectNode example(ToolSpec tool) {
        String example =
                ToolCatalog.records().stream()
                        .filter(record -> Names.snake(record.getSimpleName()).equals(tool.name()))
                        .findFirst()
                        .orElseThrow()
                        .getAnnotation(About.class)
                        .example();
        return (ObjectNode) Json.MAPPER.readTree(example);
    }
}
