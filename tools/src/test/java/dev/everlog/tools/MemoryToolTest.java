package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryToolTest {
    /** Tokens (o200k) of ten short memories in text form. */
    private static final int TEN_MEMORIES = 320;

    private static final List<String> TALK =
            List.of(
                    "Ada prefers tea over coffee in the morning",
                    "Ada's flight to Lisbon leaves on 12 May at 9:40",
                    "The team decided to use Java 25 for the server",
                    "Bob is allergic to peanuts",
                    "Releases are tagged on Fridays after the tests pass",
                    "Ada moved from Paris to Berlin in March",
                    "The staging database is restored every night",
                    "Bob's daughter starts school in September",
                    "Invoices go to accounting before the 5th",
                    "Ada wants short answers without bullet points");

    @TempDir private Path vectors;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.empty(vectors);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void whereNothingSpeaksForAMemoryNothingIsFoundAndTheAnswerSaysSo() {
        memory.answer("memory_remember", "{'text': 'Ada prefers tea'}");
        memory.answer("memory_remember", "{'text': 'Bob has a parrot'}");
        memory.awaitEmbedded();
        var recalled = memory.call("memory_recall", "{'query': '🦄'}");
        var found = memory.call("memory_recall", "{'query': 'tea'}");
        var context = memory.answer("memory_context", "{'query': '🦄'}");

        assertThat(recalled.text()).contains("0 rows", "nothing was found");
        assertThat(recalled.structured().at("/summary/found").asString())
                .isEqualTo("nothing was found");
        assertThat(found.text()).contains("Ada prefers tea").doesNotContain("nothing was found");
        assertThat(context.get("items"))
                .noneMatch(row -> row.get("section").asString().equals("answer"));
    }

    @Test
    void tenRecalledMemoriesCostFewTokens() {
        TALK.forEach(text ->
                memory.answer(
                        "memory_remember",
                        SeededMemory.json(Map.of("text", text, "speaker", "Ada"))));

        var answer =
                memory.call(
                        "memory_recall",
                        SeededMemory.json(
                                Map.of(
                                        "query",
                                        "Ada Bob team releases staging invoices",
                                        "limit",
                                        10)));

        assertThat(answer.structured().get("items")).hasSize(10);
        assertThat(TokensTest.O200K.countTokens(answer.text()))
                .as(answer.text())
                .isLessThanOrEqualTo(TEN_MEMORIES);
    }

    @Test
    void whatWasSaidAroundAHitComesWithTheGraphAndGoesWithIt() {
        memory.answer("memory_remember", "{'text': 'Where was that?', 'speaker': 'Bob'}");
        memory.answer("memory_remember", "{'text': 'In Cornwall', 'speaker': 'Ada'}");

        var wordsAlone = "{'query': 'Cornwall', 'weights': {'meaning': 0, 'graph': 0}}";
        var withTurns = "{'query': 'Cornwall', 'depth': 0, 'weights': {'meaning': 0}}";

        assertThat(memory.answer("memory_recall", wordsAlone).get("items")).hasSize(1);
        assertThat(memory.answer("memory_recall", withTurns).get("items")).hasSize(2);
    }

    @Test
    void aCorrectedMemoryIsRecalledAsItWasBefore() {
        var first =
                memory.answer(
                        "memory_remember", "{'text': 'The office is in Paris', 'key': 'office'}");
        memory.answer("memory_remember", "{'text': 'The office is in Berlin', 'key': 'office'}");

        var before = "{'query': 'office', 'as_of': 'e" + first.get("last_position") + "'}";

        assertThat(memory.call("memory_recall", "{'query': 'office'}").text())
                .contains("Berlin")
                .doesNotContain("Paris");
        assertThat(memory.call("memory_recall", before).text())
                .contains("Paris")
                .doesNotContain("Berlin");
    }

    @Test
    void whatIsForgottenIsGoneUntilItIsRestored() {
        memory.answer("memory_remember", "{'text': 'Ada drinks tea', 'key': 'tea'}");
        var gone =
                memory.confirmed(
                        "memory_forget",
                        SeededMemory.json("{'memory': 'tea', 'reason': 'a test'}"));

        assertThat(recalled("tea")).isZero();

        memory.confirmed(
                "restore_events",
                SeededMemory.json(Map.of("deletion", gone.get("undo").stringValue())));
        assertThat(recalled("tea")).isOne();
    }

    @Test
    void aPreviewAsksForATokenExactlyWhereTheCallDoes() {
        memory.answer("memory_remember", "{'text': 'Ada drinks tea', 'key': 'tea'}");
        memory.answer("memory_remember", "{'text': 'Bob drinks coffee', 'key': 'coffee'}");

        var one = memory.call("memory_forget", "{'memory': 'tea', 'reason': 'a test'}");
        var both = memory.call("memory_forget", "{'query': 'drinks', 'reason': 'a test'}");
        var done =
                memory.call(
                        "memory_forget", "{'memory': 'tea', 'reason': 'a test', 'dry_run': false}");

        assertThat(one.text()).endsWith("to do it: the same call with dry_run=false");
        assertThat(both.text()).contains("with dry_run=false and confirm_token=");
        assertThat(done.isError()).as(done.text()).isFalse();
    }

    @Test
    void aQueryForgetsExactlyWhatTheDryRunShowed() {
        memory.answer("memory_remember", "{'text': 'Ada drinks tea'}");
        memory.answer("memory_remember", "{'text': 'Bob drinks coffee'}");
        var preview = memory.answer("memory_forget", "{'query': 'tea', 'reason': 'a test'}");

        assertThat(preview.get("nodes")).hasSize(1);
        assertThat(preview.get("nodes").get(0).get("text").stringValue())
                .isEqualTo("Ada drinks tea");

        memory.confirmed(
                "memory_forget", SeededMemory.json("{'query': 'tea', 'reason': 'a test'}"));
        assertThat(recalled("drinks")).isOne();
    }

    @Test
    void aMemoryOfAnotherProjectIsSeenOnlyWhenAskedFor() {
        memory.answer("memory_remember", "{'text': 'Ada drinks tea', 'project': 'other'}");

        assertThat(recalled("tea")).isZero();
        assertThat(memory.answer("memory_recall", "{'query': 'tea', 'project': '*'}").get("items"))
                .hasSize(1);
        assertThat(
                        memory.answer("memory_recall", "{'query': 'tea', 'project': 'other'}")
                                .get("project")
                                .stringValue())
                .isEqualTo("other");
    }

    @Test
    void anExplanationShowsHowNearARowIs() {
        memory.answer("memory_remember", "{'text': 'Ada drinks tea'}");

        var wordsAlone = "{'query': 'tea', 'explain': true, 'weights': {'meaning': 0, 'graph': 0}}";

        assertThat(memory.call("memory_recall", wordsAlone).text())
                .containsPattern("\\(words #1 \\d+\\.\\d{3}");
    }

    @Test
    void aPlanAndWhatEndedAreRecalledAndMarked() {
        memory.answer(
                "memory_remember",
                "{'text': 'The office moves to Oslo', 'valid_from': '2099-03-01', 'key': 'office'}");
        memory.answer(
                "memory_remember",
                "{'text': 'Ada lived in Paris', 'valid_from': '2010-01-01', 'valid_to': '2015-01-01'}");

        assertThat(memory.call("memory_recall", "{'query': 'Oslo'}").text())
                .contains("valid 2099-03-01T00:00:00Z.. (not yet)");
        assertThat(memory.call("memory_recall", "{'query': 'Paris'}").text())
                .contains("valid 2010-01-01T00:00:00Z..2015-01-01T00:00:00Z (no longer)");
        assertThat(
                        memory.answer("memory_recall", "{'query': 'Paris'}")
                                .at("/items/0/valid_now")
                                .stringValue())
                .isEqualTo("no longer");
    }

    @Test
    void atAValidTimeOnlyWhatWasTrueThenIsRecalled() {
        memory.answer(
                "memory_remember",
                "{'text': 'Ada lives in Paris', 'valid_from': '2020-01-01', 'valid_to': '2025-01-01'}");

        assertThat(recalledAt("2023-06-01")).isOne();
        assertThat(recalledAt("2025-06-01")).isZero();
    }

    @Test
    void anAnnouncedChangeIsRecalledBesideWhatHoldsUntilThen() {
        memory.answer("memory_remember", "{'text': 'The office is in Rome', 'key': 'office'}");
        memory.answer("memory_remember", "{'text': 'The office is in Paris', 'key': 'office'}");
        memory.answer(
                "memory_remember",
                "{'text': 'The office is in Oslo', 'key': 'office', 'valid_from': '2099-03-01'}");

        assertThat(memory.call("memory_recall", "{'query': 'office'}").text())
                .contains("Paris")
                .contains("(not yet)")
                .contains("Oslo")
                .doesNotContain("Rome");
    }

    @Test
    void ofTwoThatAreAsGoodTheOneNearerInTimeComesFirst() {
        memory.answer("memory_remember", "{'text': 'tea at noon', 'occurred_at': '2020-01-01'}");
        memory.answer("memory_remember", "{'text': 'tea at five', 'occurred_at': '2024-01-01'}");
        String asked = "{'query': 'tea', 'now': '%s', 'weights': {'meaning': 0, 'recency': 1}}";

        assertThat(firstOf(asked.formatted("2024-02-01"))).isEqualTo("tea at five");
        assertThat(firstOf(asked.formatted("2020-02-01"))).isEqualTo("tea at noon");
        assertThat(firstOf("{'query': 'tea', 'until': '2021-01-01'}")).isEqualTo("tea at noon");
    }

    private String firstOf(String recall) {
        return memory.answer("memory_recall", recall).at("/items/0/text").stringValue();
    }

    @Test
    void neighboursOfAllTimesAreListedAndMarked() {
        memory.answer("memory_add_node", "{'type': 'person', 'name': 'Ada'}");
        memory.answer("memory_add_node", "{'type': 'org', 'name': 'Acme'}");
        memory.answer(
                "memory_add_edge",
                "{'source': 'person/ada', 'target': 'org/acme', 'relation': 'works_at',"
                        + " 'valid_to': '2015-01-01'}");

        assertThat(memory.call("memory_neighbors", "{'node': 'person/ada'}").text())
                .contains("org/acme")
                .contains("valid ..2015-01-01T00:00:00Z (no longer)");
        assertThat(
                        memory.call(
                                        "memory_neighbors",
                                        "{'node': 'person/ada', 'valid_at': '2020-01-01'}")
                                .text())
                .doesNotContain("org/acme");
    }

    private int recalledAt(String validAt) {
        return memory.answer(
                        "memory_recall",
                        SeededMemory.json(Map.of("query", "Paris", "valid_at", validAt)))
                .get("items")
                .size();
    }

    private int recalled(String query) {
        return memory.answer("memory_recall", SeededMemory.json(Map.of("query", query)))
                .get("items")
                .size();
    }
}
