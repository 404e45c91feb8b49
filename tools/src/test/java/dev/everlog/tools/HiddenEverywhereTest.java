package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * One word is said wherever a tool's example looks, and all that says it is hidden. Who tells nothing of events one by one
 * never tells it; all others do as of before, which shows that the question was the right one.
 */
class HiddenEverywhereTest {
    static final String SECRET = "xyzzy";

    /** Processes, findings in many events, and definitions. */
    private static final Set<String> NEVER_TOLD =
            Set.of(
                    "get_cluster_status",
                    "find_patterns",
                    "detect_anomalies",
                    "memory_list_projections");

    @TempDir private Path vectors;

    private SeededMemory memory;
    private String before;

    @BeforeEach
    void sayAndHide() {
        memory = SeededMemory.open(vectors);
        long first = memory.end() + 1;
        for (String said :
                List.of(
                        "ingest_event {'type': 'order.xyzzy', 'subject': 'order/7', 'data': {'xyzzy': 'xyzzy'}}",
                        "memory_add_node {'type': 'person', 'name': 'Ada', 'properties': {'city': 'xyzzy'}}",
                        "memory_add_node {'type': 'person', 'name': 'xyzzy', 'properties': {'city': 'Paris'}}",
                        "memory_add_node {'type': 'order', 'name': 'xyzzy', 'key': 'order/7'}",
                        "memory_add_edge {'source': 'person/xyzzy', 'target': 'order/7', 'relation': 'xyzzy'}",
                        "memory_remember {'text': 'Ada likes tea and xyzzy', 'key': 'tea', 'kind': 'preference', 'about': ['person/ada']}",
                        "memory_remember {'text': 'Ada prefers tea over xyzzy', 'tags': ['todo'], 'about': ['person/ada']}",
                        "start_session {'goal': 'xyzzy'}")) {
            String tool = said.substring(0, said.indexOf(' '));
            memory.answer(tool, said.substring(tool.length() + 1));
        }
        memory.awaitEmbedded();
        before = "e" + memory.end();
        var events = Json.MAPPER.createObjectNode().put("reason", "a test");
        for (long position = first; position <= memory.end(); position++) {
            events.withArray("events").add("e" + position);
        }
        memory.confirmed("delete_events", events);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    static Stream<Class<? extends Record>> readers() {
        return ToolCatalog.records().stream()
                .filter(tool -> tool.getAnnotation(About.class).effect().readOnly());
    }

    /** Whether the answer to the example of a tool, which is none of failure, has the secret. */
    static boolean tells(SeededMemory memory, Class<? extends Record> tool, @Nullable String asOf) {
        String name = Names.snake(tool.getSimpleName());
        var example = (ObjectNode) Json.MAPPER.readTree(tool.getAnnotation(About.class).example());
        if (asOf != null) {
            example.put("as_of", asOf);
        }
        var result = memory.call(name, example.put("max_tokens", 25_000));
        assertThat(result.isError()).as(name + " " + result.text()).isFalse();
        return (result.text() + result.structured()).contains(SECRET);
    }

    @Test
    void noToolTellsWhatIsHiddenAndEachThatToldItDoesAsOfBefore() {
        assertThat(readers().filter(tool -> tells(memory, tool, null))).isEmpty();
        assertThat(
                        readers()
                                .filter(tool -> !tells(memory, tool, before))
                                .map(tool -> Names.snake(tool.getSimpleName()))
                                .collect(Collectors.toSet()))
                .as("the secret is said nowhere where the examples of these look: say it there too")
                .isSubsetOf(NEVER_TOLD);
    }
}
