package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static dev.everlog.memory.TestMemory.keyed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What recall and the indexes build on. */
class SeamTest {
    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void texts_are_pulled_in_blocks_each_once_hidden_and_superseded_ones_too() {
        for (int i = 0; i < 25; i++) {
            test.memory.remember(keyed("k" + i % 20, "text " + i), ADA);
            test.ingest("a/1", "a.done", data -> {});
        }
        test.forget("k3");
        List<String> pulled = new ArrayList<>();
        for (List<TextVersion> block = test.memory.texts(0, 10);
                !block.isEmpty();
                block = test.memory.texts(pulled.size(), 10)) {
            for (TextVersion text : block) {
                assertThat(text.ordinal()).isEqualTo(pulled.size());
                pulled.add(text.text());
            }
        }

        assertThat(pulled).hasSize(25).startsWith("text 0").endsWith("text 24");
        assertThat(test.texts(Vantage.NOW)).hasSize(19);
    }

    @Test
    void a_text_carries_all_that_its_writer_said() {
        test.memory.remember(
                new Remember(
                        "I moved to Oslo",
                        MemoryKind.EVENT,
                        List.of("Oslo"),
                        "move",
                        TestMemory.START,
                        "Ada",
                        List.of("home"),
                        Validity.ALWAYS,
                        "chat",
                        0.9),
                ADA.session("s1").project("p1"));

        TextVersion text = test.memory.texts(0, 1).getFirst();
        assertThat(text.kind()).isEqualTo("event");
        assertThat(
                        List.of(
                                text.key(),
                                text.speaker(),
                                text.session(),
                                text.project(),
                                text.source()))
                .containsExactly("move", "Ada", "s1", "p1", "chat");
        assertThat(text.occurredAt()).isEqualTo(TestMemory.START);
        assertThat(text.tags()).containsExactly("home");
        assertThat(test.memory.<String>read(Vantage.NOW, reading -> reading.session(0)))
                .isEqualTo("s1");
    }

    @Test
    void names_in_a_question_are_found_the_longest_first_and_in_the_possessive() {
        test.node("person", "Ada");
        test.node("person", "Ada Lovelace");

        List<String> named =
                test.memory.read(
                        Vantage.NOW,
                        reading ->
                                reading
                                        .namedIn(
                                                "Where is Ada Lovelace's notebook, not the other Ada's?",
                                                10)
                                        .stream()
                                        .map(reading::name)
                                        .toList());

        assertThat(named).containsExactly("Ada Lovelace", "Ada");
    }

    @Test
    void links_lead_to_the_neighbours_and_back() {
        test.remember("Ada called", "Ada");

        List<String> links = new ArrayList<>();
        test.memory.read(
                Vantage.NOW,
                reading -> {
                    reading.links(
                            reading.resolve("Ada"),
                            (other, relation, weight, outgoing) ->
                                    links.add(other + " " + relation + " " + outgoing));
                    return reading.degree(reading.resolve("Ada"));
                });

        assertThat(links).containsExactly("2 about false");
    }

    @Test
    void an_indexing_thread_is_woken_by_a_write_of_another_process() throws Exception {
        try (TestMemory other = test.other(1)) {
            Thread writer = new Thread(() -> other.remember("hello"));
            writer.start();

            Position position = test.memory.awaitAfter(Position.NONE, Duration.ofSeconds(5));

            writer.join();
            assertThat(position).isEqualTo(new Position(1));
            assertThat(test.memory.texts(0, 10)).hasSize(1);
            assertThat(test.memory.awaitAfter(position, Duration.ofMillis(10))).isEqualTo(position);
        }
    }
}
