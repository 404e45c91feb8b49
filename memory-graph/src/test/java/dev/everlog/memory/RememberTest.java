package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static dev.everlog.memory.TestMemory.about;
import static dev.everlog.memory.TestMemory.asOf;
import static dev.everlog.memory.TestMemory.keyed;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class RememberTest {
    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void a_memory_is_read_back_by_the_one_who_wrote_it() {
        Remember.Result result = test.remember("Ada prefers tea");

        assertThat(test.texts(Vantage.NOW)).containsExactly("Ada prefers tea");
        assertThat(result.handle()).isEqualTo("n1");
        assertThat(result.outcome()).isEqualTo(Remember.Outcome.CREATED);
    }

    @Test
    void a_name_that_nothing_has_becomes_a_node() {
        Remember.Result result =
                test.remember("The bridge was painted green", "Golden Gate Bridge");

        assertThat(result.links())
                .containsExactly(
                        new Remember.Link(
                                "Golden Gate Bridge",
                                "n1",
                                "entity/golden-gate-bridge",
                                true,
                                List.of()));
        assertThat(test.edges("golden gate bridge", Vantage.NOW))
                .containsExactly(result.key() + " about entity/golden-gate-bridge");
    }

    @Test
    void a_name_is_linked_to_the_node_that_has_it_in_whatever_case() {
        test.node("person", "Ada");

        Remember.Result result = test.remember("Ada prefers tea", "ADA");

        assertThat(result.links())
                .extracting(Remember.Link::key, Remember.Link::created)
                .containsExactly(Tuple.tuple("person/ada", false));
    }

    @Test
    void a_name_keeps_its_first_spelling_until_the_node_is_renamed_by_key() {
        test.node("Person", "Ada");

        test.remember("Ada prefers tea", "ada");
        AddNode.Result merged = test.node("person", "ADA");
        assertThat(merged.node().name()).isEqualTo("Ada");
        assertThat(merged.node().type()).isEqualTo("Person");
        assertThat(merged.changed()).isEmpty();

        AddNode renamed =
                new AddNode("person", "ADA", Json.empty(), "person/ada", null, Validity.ALWAYS);
        assertThat(test.memory.addNode(renamed, ADA).node().name()).isEqualTo("ADA");
    }

    @Test
    void an_ambiguous_name_is_linked_to_the_most_recent_node_and_the_others_are_told() {
        AddNode.Result planet = test.node("planet", "Mercury");
        test.node("element", "Mercury");

        Remember.Result result = test.remember("Mercury is heavy", "mercury");

        assertThat(result.links().getFirst().key()).isEqualTo("element/mercury");
        assertThat(result.links().getFirst().others()).containsExactly(planet.node().handle());
    }

    @Test
    void names_with_the_same_slug_stay_two_nodes() {
        test.remember("I write C++", "C++");

        Remember.Result result = test.remember("I like C#", "C#");

        assertThat(result.links().getFirst().created()).isTrue();
        assertThat(result.links().getFirst().key())
                .startsWith("entity/c-")
                .isNotEqualTo("entity/c");
    }

    @Test
    void new_names_with_the_same_slug_in_one_call_stay_two_nodes() {
        assertThat(test.remember("I know both", "C++", "C#").links())
                .extracting(Remember.Link::key)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_speaker_is_a_person() {
        Remember said =
                new Remember(
                        "I love hiking",
                        null,
                        List.of(),
                        null,
                        null,
                        "Grace Hopper",
                        List.of(),
                        Validity.ALWAYS,
                        null,
                        null);

        Remember.Result result = test.memory.remember(said, ADA);

        assertThat(test.edges("Grace Hopper", Vantage.NOW))
                .containsExactly(result.key() + " said_by person/grace-hopper");
    }

    @Test
    void a_speaker_who_talks_about_themselves_is_one_node() {
        Remember said =
                new Remember(
                        "I love hiking",
                        null,
                        List.of("Ada", "ADA"),
                        null,
                        null,
                        "ada",
                        List.of(),
                        Validity.ALWAYS,
                        null,
                        null);

        Remember.Result result = test.memory.remember(said, ADA);

        assertThat(result.links())
                .extracting(Remember.Link::key)
                .containsExactly("person/ada", "person/ada");
        assertThat(result.receipt().last().value()).isEqualTo(2);
    }

    @Test
    void the_same_key_is_a_new_version_and_the_old_one_is_readable_as_of_before() {
        Remember.Result first = test.memory.remember(keyed("drink", "Ada prefers tea"), ADA);

        Remember.Result second = test.memory.remember(keyed("drink", "Ada prefers coffee"), ADA);

        assertThat(second.handle()).isEqualTo(first.handle());
        assertThat(second.outcome()).isEqualTo(Remember.Outcome.REVISED);
        assertThat(second.replaced()).isEqualTo("Ada prefers tea");
        assertThat(second.version()).isEqualTo(2);
        assertThat(test.texts(Vantage.NOW)).containsExactly("Ada prefers coffee");
        assertThat(test.texts(asOf(first.receipt().last()))).containsExactly("Ada prefers tea");
    }

    @Test
    void a_key_belongs_to_its_project() {
        test.memory.remember(keyed("db", "uses Postgres"), ADA.project("shop"));
        test.memory.remember(keyed("db", "uses SQLite"), ADA.project("notes"));
        test.memory.remember(keyed("db", "uses Oracle"), ADA);

        assertThat(test.texts(Vantage.NOW.in(new Scope("shop"))))
                .containsExactly("uses Postgres", "uses Oracle");
        assertThat(test.texts(Vantage.NOW))
                .containsExactly("uses Postgres", "uses SQLite", "uses Oracle");
    }

    @Test
    void a_new_text_under_the_same_key_keeps_all_that_it_does_not_say() {
        Instant since = Instant.parse("2020-01-01T00:00:00Z");
        Remember.Result first =
                test.memory.remember(
                        new Remember(
                                "Zoe leads Apollo",
                                MemoryKind.FACT,
                                List.of("person/zoe", "team/apollo"),
                                "lead",
                                null,
                                "Ada",
                                List.of("org"),
                                new Validity(since, null),
                                "handbook",
                                0.8),
                        ADA);

        Remember.Result second =
                test.memory.remember(revision("Zoe Ng leads Apollo", null, null), ADA);

        TextVersion now = only(Vantage.NOW);
        assertThat(now)
                .usingRecursiveComparison()
                .ignoringFields("ordinal", "position", "text", "occurredAt", "recordedAt")
                .isEqualTo(only(asOf(first.receipt().last())));
        assertThat(now.text()).isEqualTo("Zoe Ng leads Apollo");
        assertThat(now.occurredAt()).isAfter(since);
        assertThat(test.edges("team/apollo", Vantage.NOW))
                .containsExactly(second.key() + " about team/apollo");
        assertThat(snapshot(second.key()).get("about")).hasSize(2);
        assertThat(snapshot(second.key()).get("source").stringValue()).isEqualTo("handbook");
    }

    @Test
    void an_empty_list_clears_what_the_version_before_had() {
        test.memory.remember(revision("Zoe leads", List.of("person/zoe"), List.of("org")), ADA);

        Remember.Result cleared =
                test.memory.remember(revision("Nobody leads", List.of(), List.of()), ADA);

        assertThat(only(Vantage.NOW).tags()).isEmpty();
        assertThat(test.edges("person/zoe", Vantage.NOW)).isEmpty();
        assertThat(snapshot(cleared.key()).has("about")).isFalse();
        assertThat(snapshot(cleared.key()).has("tags")).isFalse();
    }

    @Test
    void a_forgotten_version_hands_nothing_on() {
        Remember.Result first =
                test.memory.remember(revision("Zoe leads", null, List.of("secret")), ADA);
        test.forget(first.handle());

        test.memory.remember(revision("Bob leads", null, null), ADA);

        assertThat(only(Vantage.NOW).tags()).isEmpty();
    }

    @Test
    void an_end_of_validity_that_contradicts_a_new_one_is_dropped() {
        Instant past = Instant.parse("2015-01-01T00:00:00Z");
        Instant later = Instant.parse("2027-01-01T00:00:00Z");
        test.memory.remember(valid(new Validity(null, past)), ADA);

        test.memory.remember(valid(new Validity(later, null)), ADA);

        assertThat(only(Vantage.NOW).validity()).isEqualTo(new Validity(later, null));
    }

    private static Remember revision(
            String text, @Nullable List<String> about, @Nullable List<String> tags) {
        return new Remember(
                text, null, about, "lead", null, null, tags, Validity.ALWAYS, null, null);
    }

    private static Remember valid(Validity validity) {
        return new Remember("a", null, null, "lead", null, null, null, validity, null, null);
    }

    private ObjectNode snapshot(String subject) {
        Reconstruct deep = new Reconstruct(subject, Reconstruct.Merge.DEEP, false);
        return test.memory.reconstruct(deep, Vantage.NOW).state();
    }

    private TextVersion only(Vantage vantage) {
        return test.memory.read(
                vantage,
                reading ->
                        IntStream.range(0, reading.texts())
                                .filter(reading::shows)
                                .mapToObj(reading::text)
                                .collect(
                                        Collectors.collectingAndThen(
                                                Collectors.toList(), List::getFirst)));
    }

    @Test
    void a_new_version_has_the_links_it_names_and_no_others() {
        test.memory.remember(
                new Remember(
                        "Ada is in Rome",
                        null,
                        List.of("Rome"),
                        "where",
                        null,
                        null,
                        List.of(),
                        Validity.ALWAYS,
                        null,
                        null),
                ADA);

        test.memory.remember(
                new Remember(
                        "Ada is in Oslo",
                        null,
                        List.of("Oslo"),
                        "where",
                        null,
                        null,
                        List.of(),
                        Validity.ALWAYS,
                        null,
                        null),
                ADA);

        assertThat(test.edges("Rome", Vantage.NOW)).isEmpty();
        assertThat(test.edges("Oslo", Vantage.NOW)).hasSize(1);
    }

    @Test
    void what_was_true_before_a_dated_correction_stays_true_for_that_time() {
        Instant moved = Instant.parse("2024-05-01T00:00:00Z");
        test.memory.remember(keyed("home", "Ada lives in Rome"), ADA);
        test.memory.remember(
                new Remember(
                        "Ada lives in Oslo",
                        null,
                        List.of(),
                        "home",
                        null,
                        null,
                        List.of(),
                        new Validity(moved, null),
                        null,
                        null),
                ADA);

        assertThat(test.texts(Vantage.NOW.validAt(moved.minusSeconds(1))))
                .containsExactly("Ada lives in Rome");
        assertThat(test.texts(Vantage.NOW.validAt(moved))).containsExactly("Ada lives in Oslo");
        assertThat(test.texts(Vantage.NOW)).containsExactly("Ada lives in Oslo");
    }

    @Test
    void a_near_duplicate_is_told_and_both_stay() {
        Remember.Result first = test.remember("Ada prefers green tea in the morning");

        Remember.Result second = test.remember("ada prefers green tea in the Morning!");

        assertThat(second.duplicates())
                .extracting(Remember.Similar::handle, Remember.Similar::similarity)
                .containsExactly(Tuple.tuple(first.handle(), 1.0));
        assertThat(second.contradictions()).isEmpty();
        assertThat(test.texts(Vantage.NOW)).hasSize(2);
    }

    @Test
    void texts_about_different_things_are_not_near() {
        test.remember("Ada prefers green tea in the morning");

        Remember.Result other = test.remember("The train to Oslo leaves at noon");

        assertThat(other.duplicates()).isEmpty();
        assertThat(other.contradictions()).isEmpty();
    }

    @Test
    void a_negation_of_a_known_text_is_told_as_a_contradiction() {
        Remember.Result yes = test.remember("Ada is allergic to nuts");

        Remember.Result no = test.remember("Ada is not allergic to nuts");

        assertThat(no.contradictions())
                .extracting(Remember.Similar::handle)
                .containsExactly(yes.handle());
        assertThat(test.memory.memoryStats(Vantage.NOW).openContradictions()).isEqualTo(1);
        test.forget(yes.handle());
        assertThat(test.memory.memoryStats(Vantage.NOW).openContradictions()).isZero();
    }

    @Test
    void other_numbers_in_the_same_sentence_are_told_as_a_contradiction() {
        test.remember("The budget for the kitchen is 3000 euros");

        Remember.Result other = test.remember("The budget for the kitchen is 4500 euros");

        assertThat(other.contradictions())
                .extracting(Remember.Similar::reason)
                .containsExactly("the numbers differ");
    }

    @Test
    void what_another_person_says_is_no_contradiction() {
        test.memory.remember(
                new Remember(
                        "I am allergic to nuts",
                        null,
                        List.of(),
                        null,
                        null,
                        "Ada",
                        List.of(),
                        Validity.ALWAYS,
                        null,
                        null),
                ADA);

        Remember.Result other =
                test.memory.remember(
                        new Remember(
                                "I am not allergic to nuts",
                                null,
                                List.of(),
                                null,
                                null,
                                "Grace",
                                List.of(),
                                Validity.ALWAYS,
                                null,
                                null),
                        ADA);

        assertThat(other.contradictions()).isEmpty();
    }

    @Test
    void another_process_sees_what_was_written() {
        try (TestMemory other = test.other(1)) {
            test.remember("Ada prefers tea", "Ada");

            assertThat(other.texts(Vantage.NOW)).containsExactly("Ada prefers tea");
            assertThat(other.memory.digests()).isEqualTo(test.memory.digests());
        }
    }

    @Test
    void two_processes_that_create_the_same_node_at_once_share_it() throws InterruptedException {
        try (TestMemory other = test.other(1)) {
            Thread thread =
                    new Thread(() -> {
                        for (int i = 0; i < 100; i++) {
                            other.memory.remember(about("other " + i, "Topic " + i), ADA);
                        }
                    });
            thread.start();
            for (int i = 0; i < 100; i++) {
                test.memory.remember(about("mine " + i, "Topic " + i), ADA);
            }
            thread.join();

            MemoryStats stats = test.memory.memoryStats(Vantage.NOW);
            assertThat(stats.memories()).isEqualTo(200);
            assertThat(stats.nodesByType()).containsExactly(Map.entry("entity", 100L));
            assertThat(
                            test.memory
                                    .events(
                                            new EventQuery(
                                                    List.of(),
                                                    List.of("node.recorded"),
                                                    List.of(),
                                                    null,
                                                    null,
                                                    null,
                                                    null),
                                            new PageRequest(1000, null, PageRequest.Order.ASC),
                                            Vantage.NOW)
                                    .items())
                    .hasSize(100);
        }
    }
}
