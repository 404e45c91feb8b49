package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class PagingTest {
    @TempDir private Path vectors;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.withoutModel(vectors);
        for (int i = 0; i < 25; i++) {
            write(i);
        }
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "query_events | {'types': ['order.*'], 'since': '-1h', 'limit': 10}",
                "query_events | {'types': ['order.*'], 'order': 'asc', 'limit': 7}",
                "query_events | {'types': ['order.*'], 'max_tokens': 300}",
                "query_events | {'types': ['order.*'], 'max_tokens': 400, 'format': 'json'}",
                "hybrid_search | {'query': 'order packed tea', 'limit': 10}",
                "hybrid_search | {'query': 'tea', 'max_tokens': 600, 'types': ['memory.*']}",
                "event_timeline | {'subject': 'order/7', 'limit': 10, 'bucket': 'hour'}",
                "query_sql | {'sql': 'SELECT position, type FROM events ORDER BY position', 'limit': 10}",
                "query_sql | {'sql': 'SELECT position, type FROM events', 'max_tokens': 250}",
                "memory_recall | {'query': 'tea', 'limit': 10}",
                "memory_recall | {'query': 'tea', 'max_tokens': 250}",
                "memory_search | {'limit': 10}",
                "memory_search | {'sort': 'name', 'max_tokens': 300}",
                "memory_neighbors | {'node': 'person/ada', 'limit': 10}",
                "memory_history | {'node': 'cup', 'limit': 10}",
            })
    void pagesFitTogetherWhileOthersWriteAndTimeGoesOn(String tool, String arguments) {
        var whole =
                items(
                        memory.answer(
                                tool,
                                SeededMemory.json(arguments)
                                        .put("limit", 1000)
                                        .put("max_tokens", 25000)));

        var paged =
                paged(
                        tool,
                        SeededMemory.json(arguments),
                        () -> {
                            write(100 + (int) memory.end());
                            memory.clock.move(Duration.ofMinutes(10));
                        });

        assertThat(whole).hasSizeGreaterThanOrEqualTo(25);
        assertThat(paged).isEqualTo(whole);
    }

    @Test
    void aCursorIsRefusedWithAnotherQuestion() {
        var first = memory.answer("query_events", "{'types': ['order.*'], 'limit': 2}");
        var other =
                SeededMemory.json("{'types': ['cup.*']}").set("cursor", first.get("next_cursor"));

        var refused = memory.call("query_events", other);

        assertThat(refused.text()).contains("code: INVALID_CURSOR", "first page");
    }

    @Test
    void aCursorIsRefusedInAnotherProject() {
        var first = memory.answer("memory_recall", "{'query': 'tea', 'limit': 2}");
        var other = SeededMemory.json("{'query': 'tea', 'project': 'other'}");

        var refused = memory.call("memory_recall", other.set("cursor", first.get("next_cursor")));

        assertThat(refused.text()).contains("code: INVALID_CURSOR");
    }

    @Test
    void whatTheBudgetLeavesOutIsCountedAndCanBeHad() {
        var page =
                memory.call(
                        "query_events", "{'types': ['order.*'], 'limit': 25, 'max_tokens': 300}");
        int shown = page.structured().get("items").size();

        assertThat(shown).isBetween(1, 24);
        assertThat(page.structured().get("left_out").intValue()).isEqualTo(25 - shown);
        assertThat(page.text())
                .contains(
                        (25 - shown) + " more rows",
                        page.structured().get("next_cursor").stringValue());
        assertThat(TokensTest.O200K.countTokens(page.text())).isLessThanOrEqualTo(300);
    }

    @Test
    void topKEndsTheRankingOverAllPages() {
        assertThat(
                        paged(
                                "memory_recall",
                                SeededMemory.json("{'query': 'tea', 'limit': 4, 'top_k': 10}"),
                                () -> {}))
                .hasSize(10);
    }

    private void write(int i) {
        memory.answer(
                "ingest_event",
                "{'type': 'order.packed', 'subject': 'order/7', 'data': {'line': "
                        + i
                        + ", 'by': 'somebody'}}");
        memory.answer(
                "memory_remember",
                "{'text': 'tea number " + i + "', 'about': ['person/ada', 'cup " + i + "']}");
        memory.answer("memory_remember", "{'text': 'the cup is at " + i + "', 'key': 'cup'}");
    }

    private List<String> paged(String tool, ObjectNode arguments, Runnable between) {
        var items = new ArrayList<String>();
        var page = memory.answer(tool, arguments);
        items.addAll(items(page));
        while (page.has("next_cursor")) {
            between.run();
            page = memory.answer(tool, arguments.deepCopy().set("cursor", page.get("next_cursor")));
            items.addAll(items(page));
        }
        return items;
    }

    private static List<String> items(ObjectNode page) {
        var items = page.get("items");
        return IntStream.range(0, items.size()).mapToObj(i -> items.get(i).toString()).toList();
    }
}
