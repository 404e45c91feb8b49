package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.RecallLedger;
import dev.everlog.memory.recall.EventCoverage;
import dev.everlog.memory.recall.FoundEvents;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class EventSearchToolTest {
    @TempDir private Path vectors;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.open(vectors);
        memory.answer(
                "ingest_event",
                "{'type': 'payment.failed', 'subject': 'order/9', 'occurred_at': '2020-03-01',"
                        + " 'data': {'reason': 'the card was declined', 'tries': 3}}");
        memory.awaitEmbedded();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private static List<String> handles(ObjectNode answer) {
        return StreamSupport.stream(answer.get("items").spliterator(), false)
                .map(item -> item.get("handle").stringValue())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'types': ['order.*']}",
                "{'types': ['order.placed', 'memory.remembered']}",
                "{'subjects': ['order/*']}",
                "{'subjects': ['order/9', 'person/ada']}",
                "{'since': '2021-01-01'}",
                "{'until': '2021-01-01'}",
                "{'session': 's1'}",
                "{'session': 'another'}",
                "{'actor': 'tester'}",
                "{'actor': 'nobody'}",
                "{'where': [{'path': 'tries', 'op': 'ge', 'value': 3}]}",
                "{'where': [{'path': 'tries'}]}",
                "{'types': ['order.*'], 'as_of': 'e4'}",
                "{'project': 'another'}",
            })
    void filtersNarrowASearchAsTheyDoAQuery(String filters) {
        var asked = SeededMemory.json(filters).put("limit", 100).put("max_tokens", 25_000);
        var all = handles(memory.answer("query_events", asked));

        var near =
                memory.answer(
                        "semantic_search_events", asked.deepCopy().put("query", "card declined"));
        var both = memory.answer("hybrid_search", asked.deepCopy().put("query", "card declined"));

        assertThat(handles(near)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(all).containsAll(handles(both));
        assertThat(handles(both).isEmpty()).isEqualTo(all.isEmpty());
    }

    @Test
    void whatTheLedgerNotedIsNotNearestToTheQuestionItRepeats(@TempDir Path other) {
        try (var memory = SeededMemory.open(other);
                var ledger = new RecallLedger(complaint -> {})) {
            var session = memory.session();
            var noted =
                    new Session(
                            session.recall(),
                            session.actor(),
                            session.id(),
                            session.project(),
                            session.clock(),
                            session.exchange(),
                            session.progress(),
                            ledger);
            var question = SeededMemory.json("{'query': 'what does Ada like to drink?'}");
            new ToolDispatcher(memory.catalog).call("memory_recall", question, noted);
            assertThat(ledger.settle()).isTrue();

            var found =
                    memory.call(
                            "semantic_search_events", "{'query': 'what does Ada like to drink?'}");
            var asked =
                    memory.call(
                            "semantic_search_events",
                            "{'query': 'what does Ada like to drink?', 'types': ['log.*']}");

            assertThat(found.text()).contains("Ada prefers tea").doesNotContain("recall_served");
            assertThat(asked.text()).contains("recall_served");
        }
    }

    @Test
    void theNearestInMeaningComesFirstAndSaysHowNear() {
        var found = memory.call("semantic_search_events", "{'query': 'card declined', 'limit': 2}");

        assertThat(found.structured().at("/items/0/type").stringValue())
                .isEqualTo("payment.failed");
        assertThat(found.text().lines().skip(1))
                .first()
                .asString()
                .matches(
                        "0\\.\\d{3} e\\d+ 2020-03-01.* payment.failed order/9 .*card was declined.*");
        assertThat(found.structured().at("/items/0").has("reasons")).isFalse();
    }

    @Test
    void theLeastScoreIsACosine() {
        String asked = "{'query': 'card declined', 'min_score': %s}";
        double best =
                memory.answer("semantic_search_events", asked.formatted(-1))
                        .at("/items/0/score")
                        .doubleValue();

        var some = memory.answer("semantic_search_events", asked.formatted(best - 0.001));

        assertThat(best).isBetween(0.1, 1.0);
        assertThat(some.get("items")).hasSize(1);
        assertThat(memory.answer("semantic_search_events", asked.formatted(1)).get("items"))
                .isEmpty();
        assertThat(memory.call("semantic_search_events", asked.formatted(2)).text())
                .contains("code: INVALID_ARGUMENT", "min_score must be -1..1, was 2");
    }

    @Test
    void aRowOfAHybridSearchShowsItsParts() {
        var found = memory.call("hybrid_search", "{'query': 'card declined'}");

        assertThat(found.text().lines().skip(1))
                .first()
                .asString()
                .matches(".*payment.failed.* \\(meaning #1 0\\.\\d{3}, words #1 \\d+\\.\\d{3}\\)");
        assertThat(found.structured().at("/items/0/reasons/0/part").stringValue())
                .isEqualTo("meaning");
    }

    @Test
    void aPartThatWeighsNothingIsLeftOut() {
        String asked = "{'query': 'card declined', 'weights': {'%s': 0}}";

        assertThat(memory.call("hybrid_search", asked.formatted("meaning")).text())
                .contains("(words #1")
                .doesNotContain("meaning");
        assertThat(memory.call("hybrid_search", asked.formatted("words")).text())
                .contains("(meaning #1")
                .doesNotContain("words");
        assertThat(
                        memory.call(
                                        "hybrid_search",
                                        "{'query': 'x', 'weights': {'meaning': 0, 'words': 0}}")
                                .text())
                .contains("code: INVALID_ARGUMENT", "all weigh 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'path': 'tries', 'opp': 'ge', 'value': 3}",
                "{'path': 'tries', 'op': 'almost', 'value': 3}",
                "{'value': 3}",
                "'tries'",
                "null",
                "[]",
            })
    void aConditionThatIsNoneIsShownBesideOneThatIs(String condition) {
        String where = "'where': [" + condition + "]}";
        String projection =
                "{'name': 'x', 'fields': [{'name': 'n', 'path': '@type', 'policy': 'count'}], ";

        assertThat(
                        List.of(
                                memory.call("hybrid_search", "{'query': 'card', " + where),
                                memory.call("memory_search", "{" + where),
                                memory.call("memory_define_projection", projection + where)))
                .allSatisfy(refused ->
                        assertThat(refused.text())
                                .contains(
                                        "code: INVALID_ARGUMENT",
                                        "customer.name",
                                        "contains",
                                        "exists"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'path': 'closed', 'op': 'exists'} | task/1,task/3",
                "{'path': 'closed', 'op': 'exists', 'value': null} | task/1,task/3",
                "{'path': 'closed', 'op': 'exists', 'value': true} | task/1,task/3",
                "{'path': 'closed', 'op': 'exists', 'value': false} | task/2",
                "{'path': 'closed', 'value': null} | task/3",
                "{'path': 'closed', 'op': 'eq', 'value': null} | task/3",
                "{'path': 'closed', 'op': 'ne', 'value': null} | task/1,task/2",
                "{'path': 'closed'} | task/1,task/3",
            })
    void aConditionMeansTheSameToEveryToolThatTakesOne(String condition, String subjects) {
        memory.answer(
                "ingest_event",
                "{'events': [{'type': 'task.seen', 'subject': 'task/1', 'data': {'closed': 'yes'}},"
                        + " {'type': 'task.seen', 'subject': 'task/2'},"
                        + " {'type': 'task.seen', 'subject': 'task/3', 'data': {'closed': null}}]}");
        String which = "'types': ['task.seen'], 'where': [" + condition + "]";
        memory.answer(
                "memory_define_projection",
                "{'name': 'tasks', 'fields': [{'name': 'n', 'path': '@type', 'policy': 'count'}], "
                        + which
                        + "}");

        assertThat(found("query_events", "{" + which + ", 'order': 'asc'}")).isEqualTo(subjects);
        assertThat(found("memory_get_projection", "{'name': 'tasks'}")).isEqualTo(subjects);
        assertThat(found("hybrid_search", "{'query': 'task seen', " + which + "}").split(","))
                .containsExactlyInAnyOrder(subjects.split(","));
    }

    private String found(String tool, String arguments) {
        return memory.answer(tool, arguments)
                .get("items")
                .valueStream()
                .map(row -> row.get("subject").asString())
                .collect(Collectors.joining(","));
    }

    @Test
    void whatIsAskedToExistIsComparedWithNothing() {
        String where = "'where': [{'path': 'tries', 'op': 'exists', 'value': 3}]}";

        assertThat(memory.call("query_events", "{" + where).text())
                .contains("code: INVALID_ARGUMENT", "true (or no value) for what has it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"query_events | {}", "hybrid_search | {'query': 'card'}"})
    void aConditionWithoutAValueIsRefused(String tool, String rest) {
        var asked = SeededMemory.json(rest);
        asked.putArray("where").addObject().put("path", "tries").put("op", "ge");

        var refused = memory.call(tool, asked);

        assertThat(refused.text())
                .contains("code: INVALID_ARGUMENT")
                .containsAnyOf("needs a value to compare tries with", "where[] is");
    }

    @Test
    void aTypeThatNoEventHasIsTold() {
        var found = memory.call("hybrid_search", "{'query': 'card', 'types': ['order']}");

        assertThat(found.text()).contains("no event has the type order; did you mean order.*?");
    }

    @Test
    void withoutAModelWordsFindAndTheAnswerSaysSo(@TempDir Path other) {
        try (var plain = SeededMemory.withoutModel(other)) {
            plain.answer(
                    "ingest_event",
                    "{'type': 'payment.failed', 'subject': 'order/9', 'data': {'reason': 'declined'}}");

            var byWords = plain.call("hybrid_search", "{'query': 'declined'}");
            var byMeaning = plain.call("semantic_search_events", "{'query': 'declined'}");

            assertThat(byWords.structured().get("items")).hasSize(1);
            assertThat(byWords.text())
                    .contains("searching by words alone: there is no model")
                    .contains("meanings: 0 of 1 texts");
            assertThat(byMeaning.isError()).isTrue();
            assertThat(byMeaning.text()).contains("there is no model", "hybrid_search");
        }
    }

    @Test
    void whatIsNotIndexedYetIsCounted() {
        var position = new Position(10_000);

        assertThat(line(position, new EventCoverage(position, 10_000, 1_204)))
                .isEqualTo("searched words: all; meanings: 1204 of 10000 texts, newest first");
        assertThat(line(position, new EventCoverage(new Position(512), 500, 500)))
                .isEqualTo("searched words: to e512; meanings: all");
        assertThat(
                        Covered.of(
                                new FoundEvents(
                                        List.of(),
                                        position,
                                        new EventCoverage(position, 7, 7),
                                        null),
                                null))
                .isNull();
    }

    private static String line(Position position, EventCoverage coverage) {
        var found = new FoundEvents(List.of(), position, coverage, null);
        return Objects.requireNonNull(Covered.of(found, null)).line();
    }
}
