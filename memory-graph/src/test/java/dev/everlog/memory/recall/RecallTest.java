package dev.everlog.memory.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.embeddings.Embedder;
import dev.everlog.embeddings.EmbeddingException;
import dev.everlog.embeddings.EmbeddingModel;
import dev.everlog.embeddings.HashingEmbedder;
import dev.everlog.embeddings.Vector;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.SequentialIds;
import dev.everlog.eventlog.TestClock;
import dev.everlog.eventlog.tail.InMemoryTail;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.AsOf;
import dev.everlog.memory.Memory;
import dev.everlog.memory.MemoryException;
import dev.everlog.memory.MemoryKind;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Scope;
import dev.everlog.memory.Validity;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.Writer;
import dev.everlog.memory.recall.RecallRequest.Weights;
import dev.everlog.memory.recall.Recalled.Hit;
import dev.everlog.memory.recall.Recalled.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecallTest {
    private static final Weights WORDS = new Weights(0, 1, 0, 0, 0);
    private static final Weights MEANING = new Weights(1, 0, 0, 0, 0);
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir Path directory;

    private final TestClock clock = TestClock.atNoon();
    private Memory memory;
    private Recall recall;

    @BeforeEach
    void open() {
        memory =
                new Memory(
                        new Memory.Parameters(
                                "default",
                                new EventLog(new InMemoryTail(clock)),
                                Snapshots.NONE,
                                clock,
                                new SequentialIds()));
        recall = open(new HashingEmbedder());
    }

    private Recall open(@Nullable Embedder embedder) {
        return Recall.open(
                new Recall.Parameters(
                        memory, embedder, directory.resolve("vectors"), Recall.Saved.NOTHING));
    }

    @AfterEach
    void close() {
        recall.close();
        memory.close();
    }

    private Remember.Result remember(String text, String... about) {
        return remember(text, null, MemoryKind.FACT, clock.instant(), about);
    }

    private Remember.Result remember(
            String text, @Nullable String key, MemoryKind kind, Instant when, String... about) {
        Remember request =
                new Remember(
                        text,
                        kind,
                        List.of(about),
                        key,
                        when,
                        null,
                        List.of(),
                        Validity.ALWAYS,
                        null,
                        null);
        return memory.remember(request, writer(null));
    }

    private static Writer writer(@Nullable String project) {
        return new Writer("tester", null, project, null, null, null);
    }

    private RecallRequest question(String query, Weights weights) {
        return new RecallRequest(
                query, Set.of(), List.of(), null, null, clock.instant(), 1, 10, weights);
    }

    @Test
    void an_answer_without_a_text_that_is_embedded_meanwhile_does_not_say_that_it_is_complete() {
        for (int i = 0; i < 300; i++) {
            String text = "word" + i + " of many";
            Position written = remember(text).receipt().last();
            Recalled recalled = recall.recall(question(text, MEANING), Vantage.NOW);

            assertThat(texts(recalled).contains(text) || written.isAfter(recalled.freshThrough()))
                    .as("%s of %s: %s", recalled.freshThrough(), written, texts(recalled))
                    .isTrue();
        }
    }

    private List<String> ask(String query, Weights weights) {
        return texts(recall.recall(question(query, weights), Vantage.NOW));
    }

    private List<String> texts(Recalled recalled) {
        return memory.read(
                Vantage.NOW,
                reading ->
                        recalled.hits().stream()
                                .map(hit -> reading.text(hit.ordinal()).text())
                                .toList());
    }

    private void awaitEmbedded(Recall recall, int texts) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (recall.coverage().embedded() < texts && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(recall.coverage().embedded()).isEqualTo(texts);
    }

    @Test
    void what_was_just_written_is_found_by_its_words() {
        remember("Ada prefers green tea in the morning");
        remember("The deployment runs on Fridays");
        assertThat(ask("which tea does Ada like", WORDS))
                .containsExactly("Ada prefers green tea in the morning");
    }

    @Test
    void it_is_found_by_meaning_as_soon_as_it_is_embedded_and_the_answer_says_how_far_that_is()
            throws Exception {
        remember("Ada prefers green tea in the morning");
        remember("The deployment runs on Fridays");
        awaitEmbedded(recall, 2);
        Recalled recalled = recall.recall(question("deployments on Friday", MEANING), Vantage.NOW);
        assertThat(texts(recalled)).startsWith("The deployment runs on Fridays");
        assertThat(recalled.freshThrough()).isEqualTo(recalled.position());
        assertThat(recalled.degraded()).isNull();
    }

    @Test
    void a_question_without_a_word_finds_nothing_but_the_same_sign() throws Exception {
        remember("Ada prefers green tea in the morning");
        remember("The deployment runs on Fridays");
        awaitEmbedded(recall, 2);
        assertThat(ask("🦄", Weights.DEFAULT)).isEmpty();
        assertThat(ask("?!", Weights.DEFAULT)).isEmpty();
        remember("Ada drew a 🦄");
        awaitEmbedded(recall, 3);
        assertThat(ask("🦄", Weights.DEFAULT)).containsExactly("Ada drew a 🦄");
    }

    @Test
    void what_is_no_nearer_than_the_others_and_shares_no_word_is_not_found() throws Exception {
        for (int i = 0; i < 20; i++) {
            remember("The deployment number " + i + " runs on Fridays");
        }
        remember("Ada prefers green tea in the morning");
        awaitEmbedded(recall, 21);
        Recalled recalled = recall.recall(question("green tea", Weights.DEFAULT), Vantage.NOW);
        assertThat(texts(recalled)).startsWith("Ada prefers green tea in the morning");
        assertThat(recalled.hits())
                .hasSizeLessThan(10)
                .allSatisfy(hit -> assertThat(hit.score()).isPositive());
    }

    @Test
    void who_asks_about_a_node_finds_all_that_is_about_it() throws Exception {
        remember("Ada prefers green tea", "person/ada");
        remember("Ada went to Lisbon by ship", "person/ada");
        remember("Bob has a parrot", "person/bob");
        awaitEmbedded(recall, 3);
        RecallRequest about =
                new RecallRequest(
                        "green tea",
                        Set.of(),
                        List.of("person/ada"),
                        null,
                        null,
                        clock.instant(),
                        0,
                        10,
                        MEANING);
        assertThat(texts(recall.recall(about, Vantage.NOW)))
                .containsExactly("Ada prefers green tea", "Ada went to Lisbon by ship");
    }

    @Test
    void a_text_that_is_not_taken_in_yet_is_not_counted_as_searchable() {
        recall.close();
        recall = open(null); // nothing is taken in but by a question
        Position first = remember("Ada prefers green tea").receipt().last();
        remember("The deployment runs on Fridays");

        assertThat(recall.coverage()).isEqualTo(new Coverage("none", 2, 0, 0, Position.NONE));
        ask("tea", WORDS);
        assertThat(recall.coverage())
                .isEqualTo(new Coverage("none", 2, 0, 2, new Position(first.value() - 1)));
        assertThat(recall.coverage(Vantage.NOW.asOf(new AsOf.At(first))))
                .isEqualTo(new Coverage("none", 1, 0, 1, new Position(first.value() - 1)));
    }

    @Test
    void every_hit_says_which_parts_found_it_and_the_score_is_their_sum() throws Exception {
        remember("Ada prefers green tea in the morning");
        remember("Bob drinks coffee");
        awaitEmbedded(recall, 2);
        Recalled recalled = recall.recall(question("green tea", Weights.DEFAULT), Vantage.NOW);
        Hit best = recalled.hits().getFirst();
        assertThat(best.reasons()).extracting(Reason::part).contains("meaning", "words", "recency");
        assertThat(best.score())
                .isPositive()
                .isEqualTo(
                        best.reasons().stream().mapToDouble(Reason::share).reduce(0, Double::sum));
    }

    @Test
    void a_corrected_text_is_found_only_as_of_before_the_correction() {
        Remember.Result first =
                remember("Ada lives in Paris", "home", MemoryKind.FACT, clock.instant());
        remember("Ada lives in Lisbon", "home", MemoryKind.FACT, clock.instant());
        assertThat(ask("where does Ada live, Paris or Lisbon", WORDS))
                .containsExactly("Ada lives in Lisbon");
        Vantage before = Vantage.NOW.asOf(new AsOf.At(first.receipt().last()));
        assertThat(texts(recall.recall(question("where does Ada live", WORDS), before)))
                .containsExactly("Ada lives in Paris");
    }

    @Test
    void kinds_times_projects_and_subjects_narrow_the_answer() {
        Instant noon = clock.instant();
        remember("tea one", null, MemoryKind.FACT, noon, "Ada");
        remember("tea two", null, MemoryKind.PREFERENCE, noon.minus(Duration.ofDays(2)), "Bob");
        memory.remember(Remember.text("tea three"), writer("other"));
        assertThat(ask("tea", WORDS)).hasSize(3);
        RecallRequest facts =
                new RecallRequest("tea", Set.of("fact"), List.of(), null, null, noon, 0, 10, WORDS);
        assertThat(texts(recall.recall(facts, Vantage.NOW))).containsExactly("tea one");
        RecallRequest old =
                new RecallRequest(
                        "tea", Set.of(), List.of(), null, noon.minusSeconds(1), noon, 0, 10, WORDS);
        assertThat(texts(recall.recall(old, Vantage.NOW))).containsExactly("tea two");
        RecallRequest aboutBob =
                new RecallRequest("tea", Set.of(), List.of("Bob"), null, null, noon, 0, 10, WORDS);
        assertThat(texts(recall.recall(aboutBob, Vantage.NOW))).containsExactly("tea two");
        assertThat(texts(recall.recall(question("tea", WORDS), Vantage.NOW.in(new Scope("mine")))))
                .containsExactlyInAnyOrder("tea one", "tea two");
    }

    @Test
    void the_graph_brings_what_shares_no_word_with_the_question_and_shows_the_way() {
        remember("promoted to head of research last spring", "Ada");
        remember("unrelated note on gardening", "Bob");
        Recalled recalled =
                recall.recall(
                        question("anything new with Ada?", new Weights(0, 1, 0, 1, 0)),
                        Vantage.NOW);
        assertThat(texts(recalled)).containsExactly("promoted to head of research last spring");
        assertThat(recalled.hits().getFirst().reasons())
                .anySatisfy(reason -> {
                    assertThat(reason.part()).isEqualTo("graph");
                    assertThat(reason.path()).contains("about");
                });
    }

    private void say(String speaker, String text, String session) {
        Remember request =
                new Remember(
                        text,
                        MemoryKind.FACT,
                        List.of(),
                        null,
                        clock.instant(),
                        speaker,
                        List.of(),
                        Validity.ALWAYS,
                        null,
                        null);
        memory.remember(request, writer("talk").session(session));
    }

    @Test
    void an_answer_without_a_word_of_the_question_is_found_beside_it_and_says_so() {
        say("Bob", "Where did you paint the lighthouse?", "monday");
        say("Ada", "In Cornwall, two years ago!", "monday");
        say("Ada", "Unrelated words", "tuesday");
        Recalled recalled =
                recall.recall(question("lighthouse", new Weights(0, 1, 0.5, 0, 0)), Vantage.NOW);
        assertThat(texts(recalled))
                .containsExactly(
                        "Where did you paint the lighthouse?", "In Cornwall, two years ago!");
        assertThat(recalled.hits().getLast().reasons())
                .singleElement()
                .satisfies(reason -> {
                    assertThat(reason.part()).isEqualTo("turns");
                    assertThat(reason.path()).isEqualTo("n" + nodeOf(recalled.hits().getFirst()));
                });
    }

    private int nodeOf(Hit hit) {
        return memory.read(Vantage.NOW, reading -> reading.nodeOfText(hit.ordinal()));
    }

    @Test
    void what_nobody_said_and_what_the_request_excludes_is_not_brought_by_its_neighbours() {
        Weights weights = new Weights(0, 1, 0.5, 0, 0);
        say("Bob", "Where did you paint the lighthouse?", "monday");
        memory.remember(Remember.text("a note"), writer("talk").session("monday"));
        assertThat(ask("lighthouse", weights)).hasSize(1);
        clock.move(Duration.ofDays(1));
        say("Ada", "In Cornwall!", "monday");
        assertThat(ask("lighthouse", weights)).hasSize(2);
        Instant before = clock.instant().minusSeconds(1);
        RecallRequest earlier =
                new RecallRequest(
                        "lighthouse",
                        Set.of(),
                        List.of(),
                        null,
                        before,
                        clock.instant(),
                        0,
                        10,
                        weights);
        assertThat(texts(recall.recall(earlier, Vantage.NOW)))
                .containsExactly("Where did you paint the lighthouse?");
    }

    @Test
    void a_turn_lends_less_to_those_farther_off_and_nothing_beyond_its_reach() {
        say("Bob", "Where did you paint the lighthouse?", "monday");
        for (int i = 1; i <= 9; i++) {
            say("Ada", "turn " + i, "monday");
        }
        assertThat(ask("lighthouse", new Weights(0, 1, 0.5, 0, 0)))
                .containsExactly(
                        "Where did you paint the lighthouse?", "turn 1", "turn 2", "turn 3");
    }

    @Test
    void the_first_hits_are_the_same_however_many_are_asked_for() throws Exception {
        for (int i = 0; i < 150; i++) {
            remember("note number " + i + " on tea and " + i % 7);
        }
        awaitEmbedded(recall, 150);
        List<Hit> few = recall.recall(question("tea note 3", Weights.DEFAULT), Vantage.NOW).hits();
        RecallRequest more =
                new RecallRequest(
                        "tea note 3",
                        Set.of(),
                        List.of(),
                        null,
                        null,
                        clock.instant(),
                        1,
                        1_000,
                        Weights.DEFAULT);
        List<Hit> all = recall.recall(more, Vantage.NOW).hits();
        assertThat(all).hasSize(150);
        assertThat(all.subList(0, 10)).isEqualTo(few);
    }

    @Test
    void without_a_model_it_searches_by_words_and_says_so() {
        recall.close();
        recall = open(null);
        remember("Ada prefers green tea");
        Recalled recalled = recall.recall(question("tea", Weights.DEFAULT), Vantage.NOW);
        assertThat(texts(recalled)).containsExactly("Ada prefers green tea");
        assertThat(recalled.degraded()).contains("no model");
    }

    @Test
    void with_a_model_that_fails_it_searches_by_words_and_says_why() {
        recall.close();
        recall = open(new CountingEmbedder(text -> true));
        remember("Ada prefers green tea");
        Recalled recalled = recall.recall(question("tea", Weights.DEFAULT), Vantage.NOW);
        assertThat(texts(recalled)).containsExactly("Ada prefers green tea");
        assertThat(recalled.degraded()).contains("the model file is missing");
    }

    @Test
    void what_has_no_vector_yet_does_not_stand_behind_what_has_one() throws Exception {
        recall.close();
        recall = open(new CountingEmbedder("The word of the hour is zebra"::equals));
        for (int i = 0; i < 10; i++) {
            remember("The word of the hour is lion" + i);
        }
        awaitEmbedded(recall, 10);
        remember("The word of the hour is zebra");
        Recalled recalled =
                recall.recall(
                        question("is the word of the hour zebra", Weights.DEFAULT), Vantage.NOW);
        assertThat(texts(recalled)).startsWith("The word of the hour is zebra");
        assertThat(recalled.hits().getFirst().reasons())
                .extracting(Reason::part)
                .contains("pending");
        assertThat(recalled.position()).isGreaterThan(recalled.freshThrough());
    }

    @Test
    void one_process_embeds_for_all_and_another_goes_on_when_it_has_gone() throws Exception {
        remember("Ada prefers green tea");
        awaitEmbedded(recall, 1);
        CountingEmbedder second = new CountingEmbedder(text -> false);
        try (Recall other = open(second)) {
            awaitEmbedded(other, 1);
            remember("Bob drinks coffee");
            awaitEmbedded(other, 2);
            assertThat(second.count).hasValue(0);
            recall.close();
            remember("Eve likes water");
            awaitEmbedded(other, 3);
            assertThat(second.count).hasValue(1);
        }
    }

    @Test
    void the_same_question_at_the_same_position_has_the_same_answer() throws Exception {
        for (int i = 0; i < 50; i++) {
            remember("note number " + i + " on tea and " + i % 7);
        }
        awaitEmbedded(recall, 50);
        Vantage then = Vantage.NOW.asOf(new AsOf.At(new Position(40)));
        RecallRequest request = question("tea note", Weights.DEFAULT);
        List<String> first = texts(recall.recall(request, then));
        remember("another note on tea");
        assertThat(texts(recall.recall(request, then))).isEqualTo(first).hasSize(10);
    }

    @Test
    void a_vector_file_that_is_none_any_more_is_set_aside_and_made_anew() throws Exception {
        remember("Ada prefers green tea");
        awaitEmbedded(recall, 1);
        recall.close();
        Path file = directory.resolve("vectors/hashing-256.vectors");
        Files.writeString(file, "no vectors here, but more bytes than a header has".repeat(20));
        recall = open(new HashingEmbedder());
        awaitEmbedded(recall, 1);
        assertThat(file.resolveSibling("hashing-256.vectors.damaged")).exists();
    }

    @Test
    void an_empty_question_is_refused_with_an_example() {
        assertThatThrownBy(() -> question(" ", WORDS))
                .isInstanceOf(MemoryException.class)
                .hasMessageContaining("empty");
    }

    private static final class CountingEmbedder implements Embedder {
        private final HashingEmbedder embedder = new HashingEmbedder();
        private final Predicate<String> refused;
        final AtomicInteger count = new AtomicInteger();

        CountingEmbedder(Predicate<String> refused) {
            this.refused = refused;
        }

        @Override
        public EmbeddingModel model() {
            return embedder.model();
        }

        @Override
        public Vector embed(String text) {
            if (refused.test(text)) {
                throw new EmbeddingException(
                        EmbeddingException.Kind.MODEL_MISSING, "the model file is missing");
            }
            count.incrementAndGet();
            return embedder.embed(text);
        }

        @Override
        public void close() {}
    }
}
