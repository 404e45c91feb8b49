package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static dev.everlog.memory.TestMemory.asOf;
import static dev.everlog.memory.TestMemory.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.EagerSnapshots;
import dev.everlog.memory.custom.Field;
import dev.everlog.memory.custom.Groups;
import dev.everlog.memory.custom.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.StringNode;

class ProjectionTest {
    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    private static ProjectionDefinition definition(String groupBy, Field... fields) {
        return new ProjectionDefinition(
                List.of(), List.of("order.*"), List.of(), groupBy, List.of(fields));
    }

    private DefineProjection.Result define(String name, ProjectionDefinition definition) {
        return test.memory.defineProjection(new DefineProjection(name, null, definition), ADA);
    }

    private void define(Policy policy) {
        define("p", definition("@subject", new Field("v", null, policy)));
    }

    private Position order(String id, String data) {
        return test.memory
                .ingest(
                        new Ingest(
                                List.of(
                                        item(
                                                "order/" + id,
                                                "order.noted",
                                                node ->
                                                        node.setAll(
                                                                Json.object(
                                                                        data.replace(
                                                                                '\'', '"')))))),
                        ADA)
                .receipt()
                .last();
    }

    private ProjectionRows.Field field(String subject, Vantage vantage) {
        return test.memory
                .projectionOf("p", subject, vantage)
                .rows()
                .getFirst()
                .fields()
                .getFirst();
    }

    private String value(Vantage vantage) {
        return field("order/1", vantage).value().toString();
    }

    private List<String> subjects(Vantage vantage) {
        return test.memory.projection("p", null, 100, vantage).rows().stream()
                .map(ProjectionRows.Row::subject)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "LAST | 7 | 3 | 5 | 5",
                "LAST | 7 | 3 | null | null",
                "FIRST | 7 | 3 | 5 | 7",
                "MAX | 7 | 3 | 5 | 7",
                "MAX | 'b' | 3 | 'a' | \"b\"",
                "MIN | 7 | 3 | 5 | 3",
                "SUM | 7 | 0.5 | 5 | 12.5",
                "COUNT | 7 | 'x' | 5 | 4",
                "SET | 'a' | ['b','a'] | 'b' | [\"a\",\"b\"]",
                "LIST | 'a' | ['b','a'] | 'b' | [\"a\",\"b\",\"a\",\"b\"]",
                "MERGE | {'a':1,'b':{'c':1}} | {'b':{'d':2}} | {'a':null} | {\"b\":{\"c\":1,\"d\":2}}",
                "MOST_CONFIDENT | 1 | 2 | 3 | 3"
            })
    void a_policy_makes_one_value_of_many(
            Policy policy, String first, String second, String third, String wanted) {
        order("1", "{'v': " + first + "}");
        define(policy);
        order("1", "{'v': " + second + "}");
        order("1", "{'v': " + third + "}");
        order("1", "{'other': 1}");

        assertThat(value(Vantage.NOW)).isEqualTo(wanted);
    }

    @Test
    void the_most_confident_word_wins_and_of_equals_the_last() {
        define(Policy.MOST_CONFIDENT);
        order("1", "{'v': 'low', 'confidence': 0.2}");
        order("1", "{'v': 'high', 'confidence': 0.9}");
        order("1", "{'v': 'none'}");

        assertThat(value(Vantage.NOW)).isEqualTo("\"high\"");
        order("1", "{'v': 'later', 'confidence': 0.9}");
        assertThat(value(Vantage.NOW)).isEqualTo("\"later\"");
    }

    @Test
    void each_value_tells_of_which_events_it_was_made_and_which_others_there_were() {
        Position first = order("1", "{'v': 1}");
        Position second = order("1", "{'v': 2}");
        define(Policy.LAST);

        ProjectionRows.Field field = field("order/1", Vantage.NOW);

        assertThat(field.policy()).isEqualTo(Policy.LAST);
        assertThat(field.chosen()).containsExactly(second);
        assertThat(field.candidates()).containsExactly(first, second);
        assertThat(field.conflicts()).isEmpty();
    }

    @Test
    void the_last_word_of_another_actor_is_a_conflict_when_it_is_something_else() {
        define(Policy.LAST);
        Position bobs =
                test.memory
                        .ingest(
                                new Ingest(
                                        List.of(
                                                item(
                                                        "order/1",
                                                        "order.noted",
                                                        d -> d.put("v", 1)))),
                                Writer.of("bob"))
                        .receipt()
                        .last();
        order("1", "{'v': 2}");

        assertThat(field("order/1", Vantage.NOW).conflicts())
                .singleElement()
                .satisfies(conflict -> {
                    assertThat(conflict.actor()).isEqualTo("bob");
                    assertThat(conflict.event()).isEqualTo(bobs);
                    assertThat(conflict.value()).hasToString("1");
                });
        order("1", "{'v': 1}");
        assertThat(field("order/1", Vantage.NOW).conflicts()).isEmpty();
    }

    @Test
    void only_events_of_the_source_are_folded() {
        define(
                "p",
                new ProjectionDefinition(
                        List.of("order/1", "order/2"),
                        List.of("order.*"),
                        List.of(
                                new EventQuery.PayloadFilter(
                                        "state", EventQuery.Op.EQ, StringNode.valueOf("open"))),
                        "@subject",
                        List.of(new Field("n", null, Policy.COUNT))));
        order("1", "{'state': 'open'}");
        order("2", "{'state': 'done'}");
        order("3", "{'state': 'open'}");
        test.ingest("order/1", "other.noted", data -> data.put("state", "open"));

        assertThat(subjects(Vantage.NOW)).containsExactly("order/1");
        assertThat(value(Vantage.NOW)).isEqualTo("1");
    }

    @Test
    void rows_are_about_what_the_path_says_also_through_lists_and_by_envelope() {
        define("p", definition("buyers.name", new Field("n", "@subject", Policy.SET)));
        order("1", "{'buyers': [{'name': 'Ada'}, {'name': 'Bob'}]}");
        order("2", "{'buyers': [{'name': 'Ada'}]}");

        assertThat(subjects(Vantage.NOW)).containsExactly("Ada", "Bob");
        assertThat(field("Ada", Vantage.NOW).value()).hasToString("[\"order/1\",\"order/2\"]");
    }

    @Test
    void as_of_a_position_the_definition_and_the_values_of_then_are_read() {
        order("1", "{'v': 1}");
        Position defined =
                define("p", definition("@subject", new Field("v", null, Policy.SUM)))
                        .receipt()
                        .last();
        Position more = order("1", "{'v': 2}");
        define("p", definition("@subject", new Field("v", null, Policy.LIST)));
        order("1", "{'v': 3}");

        assertThat(value(asOf(defined))).isEqualTo("1");
        assertThat(value(asOf(more))).isEqualTo("3");
        assertThat(value(Vantage.NOW)).isEqualTo("[1,2,3]");
        assertThatThrownBy(() -> value(asOf(new Position(1))))
                .hasMessageContaining("there is no projection p as of e1");
    }

    @Test
    void a_version_of_long_ago_is_built_again_when_it_is_asked_for() {
        Position first = null;
        order("1", "{'v': 1}");
        for (Policy policy :
                List.of(Policy.SUM, Policy.LAST, Policy.SET, Policy.LIST, Policy.MAX, Policy.MIN)) {
            Position at =
                    define("p", definition("@subject", new Field("v", null, policy)))
                            .receipt()
                            .last();
            first = first == null ? at : first;
            assertThat(value(Vantage.NOW)).contains("1");
        }

        assertThat(value(asOf(first))).isEqualTo("1");
        assertThat(field("order/1", asOf(first)).policy()).isEqualTo(Policy.SUM);
    }

    @Test
    void what_is_hidden_is_taken_out_and_comes_back() {
        define(Policy.SUM);
        order("1", "{'v': 1}");
        Position wrong = order("1", "{'v': 100}");
        HideEvents hide = new HideEvents(List.of(wrong), null, Scope.ALL, "wrong", Consent.GO);

        Position act = test.memory.hide(hide, ADA).undo();

        assertThat(value(Vantage.NOW)).isEqualTo("1");
        assertThat(value(asOf(wrong))).isEqualTo("101");
        test.restore(act);
        assertThat(value(Vantage.NOW)).isEqualTo("101");
    }

    @Test
    void a_faulty_one_stands_still_and_says_where_and_why_and_the_others_go_on() {
        define(Policy.SUM);
        define("other", definition("@subject", new Field("v", null, Policy.LIST)));
        order("1", "{'v': 1}");
        Position fault = order("2", "{'v': 'ten'}");
        Position last = order("1", "{'v': 2}");

        ProjectionRows rows = test.memory.projection("p", null, 10, Vantage.NOW);

        assertThat(rows.trouble()).isEqualTo("field v cannot take string (policy sum) at " + fault);
        assertThat(rows.position().value()).isEqualTo(fault.value() - 1);
        assertThat(value(Vantage.NOW)).isEqualTo("1");
        assertThat(test.memory.projection("other", null, 10, Vantage.NOW).position())
                .isEqualTo(last);
        assertThat(test.memory.projections(Vantage.NOW))
                .extracting(ProjectionStatus::lag)
                .containsExactly(0L, 2L);

        test.memory.hide(
                new HideEvents(List.of(fault), null, Scope.ALL, "faulty", Consent.GO), ADA);
        assertThat(value(Vantage.NOW)).isEqualTo("3");
        assertThat(test.memory.projection("p", null, 10, Vantage.NOW).trouble()).isNull();
    }

    @Test
    void an_erased_event_tells_nothing() {
        order("1", "{'v': 1}");
        StoredEvent stored =
                test.memory.events(EventQuery.ALL, TestMemory.PAGE, Vantage.NOW).items().getFirst();
        ProjectionDefinition counting = definition("@subject", new Field("n", null, Policy.COUNT));
        Groups folded = new Groups(counting.fields());

        counting.fold(stored.erased(), folded);
        assertThat(folded.subjects(null, 10, at -> true)).isEmpty();

        counting.fold(stored, folded);
        assertThat(folded.subjects(null, 10, at -> true)).containsExactly("order/1");
    }

    @Test
    void the_same_definition_again_appends_nothing() {
        define(Policy.SUM);
        Position end = test.memory.position();

        DefineProjection.Result again =
                define("p", definition("@subject", new Field("v", null, Policy.SUM)));

        assertThat(again.receipt()).isNull();
        assertThat(again.version()).isOne();
        assertThat(test.memory.position()).isEqualTo(end);
    }

    @Test
    void a_row_of_another_project_is_not_seen() {
        define(Policy.SUM);
        test.memory.ingest(
                new Ingest(List.of(item("order/1", "order.noted", d -> d.put("v", 1)))),
                ADA.project("shop"));

        assertThat(subjects(Vantage.NOW.in(new Scope("shop")))).hasSize(1);
        assertThat(subjects(Vantage.NOW.in(new Scope("notes")))).isEmpty();
    }

    @Test
    void templates_fold_people_tasks_preferences_and_sessions() {
        for (Template template : Template.values()) {
            test.memory.defineProjection(
                    DefineProjection.of(
                            template.name().toLowerCase(java.util.Locale.ROOT), template),
                    ADA);
        }
        test.node("person", "Ada");
        test.ingest("task/1", "task.created", d -> d.put("title", "Ship").put("status", "open"));
        test.ingest("task/1", "task.done", d -> d.put("status", "done"));
        test.memory.remember(
                new Remember(
                        "Ada prefers tea",
                        MemoryKind.PREFERENCE,
                        List.of("Ada"),
                        null,
                        null,
                        null,
                        List.of(),
                        Validity.ALWAYS,
                        null,
                        null),
                ADA.session("s1"));

        assertThat(shown("person_profile", "person/ada")).startsWith("name=\"Ada\"");
        assertThat(shown("task_board", "task/1"))
                .startsWith("title=\"Ship\" status=\"done\"")
                .contains("last_event=\"task.done\"");
        assertThat(
                        test.memory
                                .projection("preference_set", null, 5, Vantage.NOW)
                                .rows()
                                .getFirst()
                                .fields()
                                .subList(0, 2))
                .extracting(field -> field.value().toString())
                .containsExactly("\"Ada prefers tea\"", "[\"person/ada\"]");
        assertThat(shown("session_summary", "s1"))
                .contains("events=1 types=[\"memory.remembered\"]", "said=[\"Ada prefers tea\"]");
    }

    private String shown(String name, String subject) {
        return test
                .memory
                .projectionOf(name, subject, Vantage.NOW)
                .rows()
                .getFirst()
                .fields()
                .stream()
                .map(field -> field.name() + "=" + field.value())
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    @Test
    void while_one_is_built_of_a_large_log_events_are_written_and_folded_on() {
        for (int i = 0; i < 20; i++) {
            test.memory.ingest(
                    new Ingest(
                            Collections.nCopies(
                                    1000, item("order/1", "order.noted", d -> d.put("v", 1)))),
                    ADA);
        }
        define(Policy.SUM);
        List<Position> written = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            written.add(order("1", "{'v': 1}"));
            assertThat(test.memory.position()).isGreaterThanOrEqualTo(written.getLast());
        }

        assertThat(value(Vantage.NOW)).isEqualTo("20050");
        assertThat(value(asOf(new Position(20_001)))).isEqualTo("20000");
    }

    @Test
    void other_processes_and_a_start_from_a_snapshot_come_to_the_same(@TempDir Path directory)
            throws Exception {
        order("1", "{'v': 1}");
        define(Policy.SUM);
        define("other", definition("@type", new Field("v", null, Policy.SET)));
        order("1", "{'v': 'fault'}");
        EagerSnapshots writing = new EagerSnapshots(directory, "views", 1);
        EagerSnapshots reading = new EagerSnapshots(directory, "views", Integer.MAX_VALUE);
        try (TestMemory saving = test.other(1, writing)) {
            assertThat(saving.memory.digests()).isEqualTo(test.memory.digests());
            writing.awaitWritten(order("2", "{'v': 5}"));
            try (TestMemory started = test.other(2, reading)) {
                assertThat(started.memory.digests()).isEqualTo(test.memory.digests());
                assertThat(reading.read()).isEqualTo(test.memory.position());
                assertThat(
                                Stream.of(test, saving, started)
                                        .map(each ->
                                                each.memory.projection(
                                                        "other", null, 9, Vantage.NOW))
                                        .distinct())
                        .hasSize(1);
            }
        }
    }
}
