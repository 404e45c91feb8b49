package dev.everlog.memory.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.everlog.embeddings.Embedder;
import dev.everlog.embeddings.HashingEmbedder;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.SequentialIds;
import dev.everlog.eventlog.TestClock;
import dev.everlog.eventlog.tail.InMemoryTail;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.AddNode;
import dev.everlog.memory.AsOf;
import dev.everlog.memory.Consent;
import dev.everlog.memory.EventQuery;
import dev.everlog.memory.Forget;
import dev.everlog.memory.HideEvents;
import dev.everlog.memory.Memory;
import dev.everlog.memory.MemoryException;
import dev.everlog.memory.MemoryKind;
import dev.everlog.memory.Remember;
import dev.everlog.memory.RestoreEvents;
import dev.everlog.memory.Scope;
import dev.everlog.memory.Validity;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.Writer;
import dev.everlog.memory.recall.RecallRequest.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

class AttachmentsTest {
    private static final Writer ADA = Writer.of("ada");

    @TempDir Path directory;

    private final TestClock clock = TestClock.atNoon();
    private final HashingEmbedder embedder = new HashingEmbedder();
    private final Memory memory =
            new Memory(
                    new Memory.Parameters(
                            "default",
                            new EventLog(new InMemoryTail(clock)),
                            Snapshots.NONE,
                            clock,
                            new SequentialIds()));
    private Recall recall;

    @BeforeEach
    void open() {
        recall = open(embedder);
        remember("tea", "Ada drinks green tea");
        remember("train", "The train to Lisbon leaves at noon");
    }

    private Recall open(@Nullable Embedder with) {
        return Recall.open(
                new Recall.Parameters(
                        memory, with, directory.resolve("vectors"), Recall.Saved.NOTHING));
    }

    @AfterEach
    void close() {
        recall.close();
        memory.close();
    }

    private Position remember(String key, String text) {
        var request =
                new Remember(
                        text,
                        MemoryKind.FACT,
                        List.of(),
                        key,
                        clock.instant(),
                        null,
                        List.of(),
                        Validity.ALWAYS,
                        null,
                        null);
        return memory.remember(request, ADA).receipt().last();
    }

    private Attach.Result attach(String node, String text) {
        return recall.attachments().attach(new Attach(node, text, null, null), ADA);
    }

    private Attach.Result attach(String node, List<Double> vector, @Nullable String model) {
        return recall.attachments().attach(new Attach(node, null, vector, model), ADA);
    }

    private List<Double> vector(String text) {
        List<Double> components = new ArrayList<>();
        for (float component : embedder.embed(text).toArray()) {
            components.add(2.0 * component);
        }
        return components;
    }

    private RecallRequest question(String query) {
        return new RecallRequest(
                query,
                Set.of(),
                List.of(),
                null,
                null,
                clock.instant(),
                0,
                10,
                new Weights(1, 0, 0, 0, 0));
    }

    /** What is as near as the very same text. */
    private List<String> same(String query, Vantage vantage) {
        var similar = recall.similar(question(query), 0, vantage);
        return memory.read(
                vantage,
                reading ->
                        similar.hits().stream()
                                .filter(hit -> hit.score() > 0.999)
                                .map(hit -> reading.text(hit.ordinal()).text())
                                .toList());
    }

    private List<String> same(String query) {
        return same(query, Vantage.NOW);
    }

    @Test
    void a_text_is_found_by_other_words_and_by_a_vector_of_the_callers() {
        attach("tea", "breakfast beverage");
        var kept = attach("train", vector("railway"), embedder.model().name());

        assertThat(same("breakfast beverage")).containsExactly("Ada drinks green tea");
        assertThat(same("railway")).containsExactly("The train to Lisbon leaves at noon");
        assertThat(kept.isSearched()).isTrue();
        assertThat(kept.written().dimensions()).isEqualTo(256);
        var best = recall.recall(question("railway"), Vantage.NOW).hits().getFirst();
        assertThat(best.reasons().getFirst().part()).isEqualTo("meaning");
        assertThat(best.reasons().getFirst().value()).isEqualTo(1, within(1e-6));
    }

    @Test
    void a_text_keeps_its_own_vector_beside_and_counts_once_by_the_nearer() throws Exception {
        while (recall.coverage().embedded() < 2) {
            Thread.sleep(2);
        }
        attach("tea", "breakfast beverage");

        assertThat(same("Ada drinks green tea")).containsExactly("Ada drinks green tea");
        assertThat(recall.similar(question("breakfast tea"), 0, Vantage.NOW).hits())
                .extracting(Recalled.Hit::ordinal)
                .containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void the_latest_of_a_model_takes_the_place_of_the_one_before_and_gives_it_back() {
        attach("tea", "breakfast beverage");
        Position second = attach("tea", "evening drink").written().receipt().last();

        assertThat(same("breakfast beverage")).isEmpty();
        assertThat(same("evening drink")).hasSize(1);

        var hide = new HideEvents(List.of(second), null, Scope.ALL, "a test", Consent.GO);
        Position hidden = memory.hide(hide, ADA).receipt().last();
        assertThat(same("breakfast beverage")).hasSize(1);
        assertThat(same("evening drink")).isEmpty();
        Vantage before = Vantage.NOW.asOf(new AsOf.At(new Position(hidden.value() - 1)));
        assertThat(same("evening drink", before)).hasSize(1);
    }

    @Test
    void as_of_before_it_was_attached_nothing_is_found_by_it() {
        Position before = memory.position();
        attach("tea", "breakfast beverage");

        assertThat(same("breakfast beverage", Vantage.NOW.asOf(new AsOf.At(before)))).isEmpty();
    }

    @Test
    void another_version_of_the_text_needs_another_vector() {
        Position attached = attach("tea", "breakfast beverage").written().receipt().last();
        remember("tea", "Ada drinks coffee");

        assertThat(same("breakfast beverage")).isEmpty();
        assertThat(same("breakfast beverage", Vantage.NOW.asOf(new AsOf.At(attached))))
                .containsExactly("Ada drinks green tea");
    }

    @Test
    void with_the_memory_its_vector_is_forgotten_and_restored() {
        Position attached = attach("tea", "breakfast beverage").written().receipt().last();
        var forget = new Forget(List.of("tea"), "a test", false, Scope.ALL, Consent.GO);
        Position undo = memory.forget(forget, ADA).undo();

        assertThat(same("breakfast beverage")).isEmpty();
        assertThat(sees(attached)).isFalse();

        memory.restore(
                new RestoreEvents(undo, List.of(), null, Scope.ALL, "a test", Consent.GO), ADA);
        assertThat(same("breakfast beverage")).hasSize(1);
        assertThat(sees(attached)).isTrue();
    }

    private boolean sees(Position event) {
        return memory.read(
                Vantage.NOW,
                reading -> reading.matching(EventQuery.ALL).anyMatch(at -> at == event.value()));
    }

    @Test
    void a_vector_of_another_model_is_kept_and_not_searched_until_that_model_serves() {
        var kept = attach("tea", vector("breakfast beverage"), "hashing-of-another-make");

        assertThat(kept.isSearched()).isFalse();
        assertThat(kept.serving()).isEqualTo("hashing-256");
        assertThat(same("breakfast beverage")).isEmpty();
        assertThat(memory.embeddings(0, 10))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.model()).isEqualTo("hashing-of-another-make");
                    assertThat(one.vector().dot(embedder.embed("breakfast beverage")))
                            .isEqualTo(1, within(1e-6));
                });
        recall.close();
        recall = open(new HashingEmbedder(64));
        attach("train", Collections.nCopies(256, 1.0), "hashing-256");
        recall.close();
        recall = open(embedder);
        assertThat(recall.similar(question("x"), 0, Vantage.NOW).hits())
                .anyMatch(hit -> hit.ordinal() == 1);
    }

    @Test
    void what_is_no_vector_of_its_model_is_refused_in_words_that_help() {
        long end = memory.position().value();

        refused(() -> attach("tea", List.of(1.0, 2.0), null), "has 256 numbers, this one has 2");
        refused(() -> attach("tea", Collections.nCopies(256, 0.0), null), "no direction");
        refused(() -> attach("tea", List.of(1e300), "m"), "vector[0] is 1.0E300");
        refused(() -> attach("tea", List.of(), "m"), "vector must have 1..4096 entries, has 0");
        refused(
                () -> recall.attachments().attach(new Attach("tea", "drink", null, "another"), ADA),
                "cannot embed a text with another, only with hashing-256");
        attach("tea", List.of(1.0, 2.0), "m");
        refused(() -> attach("train", List.of(1.0), "m"), "have 2 numbers, this one has 1");

        assertThat(memory.position().value()).isEqualTo(end + 1);
    }

    @Test
    void a_node_without_a_text_has_nothing_to_be_found() {
        memory.addNode(
                new AddNode(
                        "person",
                        "Ada",
                        JsonNodeFactory.instance.objectNode(),
                        null,
                        null,
                        Validity.ALWAYS),
                ADA);

        refused(() -> attach("person/ada", "a person"), "has no text");
    }

    private static void refused(Runnable attempt, String why) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(MemoryException.Kind.INVALID);
                            assertThat(e).hasMessageContaining(why);
                            assertThat(e.hint()).isNotBlank();
                        });
    }

    @Test
    void a_memory_made_anew_of_the_log_has_the_same_digest_and_finds_the_same() {
        attach("tea", "breakfast beverage");
        attach("tea", vector("evening drink"), "another");
        Memory anew = memory.anew();
        assertThat(anew.digests()).isEqualTo(memory.digests()).containsKey("embeddings");
        anew.retire();
        recall.close();
        recall = open(embedder);
        assertThat(same("breakfast beverage")).hasSize(1);
    }

    @Test
    void without_a_model_a_text_cannot_be_attached_and_a_vector_must_name_its_own() {
        recall.close();
        recall = open(null);

        refused(() -> attach("tea", "drink"), "model is missing");
        refused(() -> attach("tea", List.of(1.0), null), "model is missing");
        assertThat(attach("tea", List.of(1.0), "m").isSearched()).isFalse();
    }
}
