package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static dev.everlog.memory.TestMemory.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestTest {
    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    private static Ingest.Item expecting(String subject, long version) {
        return new Ingest.Item(null, "a.done", subject, Json.empty(), null, version, null, null);
    }

    @Test
    void a_thousand_events_go_in_at_once_with_their_versions() {
        Ingest.Result result =
                test.memory.ingest(
                        new Ingest(Collections.nCopies(1000, item("a/1", "a.done", data -> {}))),
                        ADA);

        assertThat(result.receipt().last().value()).isEqualTo(1000);
        assertThat(result.events().getLast().version()).isEqualTo(1000);
        assertThat(result.events().getLast().handle()).isEqualTo("e1000");
    }

    @Test
    void a_thousand_and_one_events_are_refused() {
        List<Ingest.Item> many = Collections.nCopies(1001, item("a/1", "a.done", data -> {}));

        assertThatThrownBy(() -> new Ingest(many))
                .hasMessageContaining("1..1000")
                .hasMessageContaining("1001");
    }

    @Test
    void a_wrong_expected_version_tells_the_actual_one_and_nothing_of_the_batch_goes_in() {
        test.ingest("a/1", "a.done", data -> {});
        Ingest batch = new Ingest(List.of(item("b/1", "b.done", data -> {}), expecting("a/1", 0)));

        assertThatThrownBy(() -> test.memory.ingest(batch, ADA))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.CONFLICT))
                .hasMessageContaining("a/1 is at version 1");
        assertThat(test.memory.position().value()).isEqualTo(1);
    }

    @Test
    void expected_versions_of_several_subjects_all_hold_or_nothing_goes_in() {
        test.memory.ingest(new Ingest(List.of(expecting("a/1", 0), expecting("b/1", 0))), ADA);

        assertThatThrownBy(() ->
                        test.memory.ingest(
                                new Ingest(List.of(expecting("a/1", 1), expecting("b/1", 5))), ADA))
                .hasMessageContaining("b/1 is at version 1");
        assertThat(
                        test.memory
                                .ingest(
                                        new Ingest(
                                                List.of(expecting("a/1", 1), expecting("b/1", 1))),
                                        ADA)
                                .events())
                .extracting(Ingest.Stored::version)
                .containsExactly(2L, 2L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"memory.remembered", "events.hidden", "node.x", "EDGE.recorded", "events"})
    void types_that_only_everlog_writes_are_refused(String type) {
        assertThatThrownBy(() -> item("a/1", type, data -> {}))
                .isInstanceOf(MemoryException.class)
                .hasMessageContaining(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"log/visibility", "memory/tea", "edge/person/ada/likes", "Memory/x"})
    void subjects_that_only_everlog_writes_about_are_refused(String subject) {
        assertThatThrownBy(() -> item(subject, "a.done", data -> {}))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.INVALID))
                .hasMessageContaining(subject);
    }

    @Test
    void an_event_about_a_node_leaves_the_node_as_it_is() {
        test.node("person", "Ada");
        test.ingest("person/ada", "badge.scanned", data -> data.put("name", "Eve"));

        assertThat(test.node("person", "Ada").outcome()).isEqualTo(AddNode.Outcome.MERGED);
        assertThat(test.node("person", "Ada").changed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosubject", "a/", " /x", "a/x\ny"})
    void a_subject_that_is_not_kind_and_id_is_refused(String subject) {
        assertThatThrownBy(() -> test.ingest(subject, "a.done", data -> {}))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.INVALID))
                .hasMessageContaining("kind/id");
    }
}
