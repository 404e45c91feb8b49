package dev.everlog.memory.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.everlog.embeddings.Embedder;
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
import dev.everlog.memory.Consent;
import dev.everlog.memory.EventQuery;
import dev.everlog.memory.HideEvents;
import dev.everlog.memory.Ingest;
import dev.everlog.memory.Memory;
import dev.everlog.memory.MemoryException;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Scope;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.Writer;
import dev.everlog.memory.recall.RecallRequest.Weights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class EventFinderTest {
    private static final Weights BOTH = new Weights(1, 0.5, 0, 0, 0);
    private static final Weights WORDS = new Weights(0, 1, 0, 0, 0);
    private static final Writer ADA = Writer.of("ada");
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Embeds as long as it may, and notes what. */
    private static final class Watched implements Embedder {
        private final HashingEmbedder inner = new HashingEmbedder();
        private final ConcurrentLinkedQueue<String> texts = new ConcurrentLinkedQueue<>();
        private final Semaphore allowed = new Semaphore(1_000_000);

        @Override
        public EmbeddingModel model() {
            return inner.model();
        }

        @Override
        public Vector embed(String text) {
            if (!text.endsWith("?")) { // questions are embedded by who asks
                allowed.acquireUninterruptibly();
                texts.add(text);
            }
            return inner.embed(text);
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    @TempDir Path directory;

    private final TestClock clock = TestClock.atNoon();
    private final Watched embedder = new Watched();
    private final Memory memory =
            new Memory(
                    new Memory.Parameters(
                            "default",
                            new EventLog(new InMemoryTail(clock)),
                            Snapshots.NONE,
                            clock,
                            new SequentialIds()));
    private @Nullable Recall recall;

    private EventFinder events() {
        return events(embedder);
    }

    private EventFinder events(@Nullable Embedder with) {
        if (recall == null) {
            recall =
                    Recall.open(
                            new Recall.Parameters(
                                    memory,
                                    with,
                                    directory.resolve("vectors"),
                                    Recall.Saved.NOTHING));
        }
        return recall.events();
    }

    @AfterEach
    void close() {
        embedder.allowed.release(1_000);
        if (recall != null) {
            recall.close();
        }
        memory.close();
    }

    private static Ingest.Item item(String subject, String type, String... strings) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        List.of(strings).forEach(data.putArray("said")::add);
        return new Ingest.Item(null, type, subject, data, null, null, null, null);
    }

    private Position ingest(String subject, String type, String... strings) {
        var items = List.of(item(subject, type, strings));
        return memory.ingest(new Ingest(items), ADA).receipt().last();
    }

    private static EventQuestion ask(String query) {
        return new EventQuestion(query, EventQuery.ALL, 10);
    }

    private static List<Long> positions(FoundEvents found) {
        return found.hits().stream().map(hit -> hit.event().value()).toList();
    }

    private List<Long> byWords(String query) {
        return positions(events().search(ask(query), WORDS, Vantage.NOW));
    }

    private void awaitEmbedded() throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        var now = events().coverage();
        while (now.embedded() < now.texts()
                || now.wordsThrough().value() < memory.position().value()) {
            assertThat(System.nanoTime()).as(now.toString()).isLessThan(deadline);
            Thread.sleep(2);
            now = events().coverage();
        }
    }

    @Test
    void an_event_of_any_type_is_found_by_what_it_says() {
        ingest("order/7", "order.paid", "Acme", "TEA-7");
        ingest("order/8", "order.shipped", "Umbrella");
        memory.remember(Remember.text("Ada likes green tea"), ADA);

        assertThat(byWords("umbrellas?")).containsExactly(2L);
        assertThat(byWords("tea-7?")).startsWith(1L);
        assertThat(byWords("who ordered and shipped?")).containsExactly(2L, 1L);
        assertThat(byWords("green?")).containsExactly(3L);
    }

    @Test
    void a_row_shows_the_parts_that_make_its_score() throws Exception {
        ingest("order/7", "order.paid", "Acme");
        ingest("order/8", "order.shipped", "Umbrella");
        awaitEmbedded();

        var best = events().search(ask("umbrella shipped?"), BOTH, Vantage.NOW).hits().getFirst();

        assertThat(best.event()).isEqualTo(new Position(2));
        assertThat(best.reasons())
                .extracting(Recalled.Reason::part)
                .containsExactly("meaning", "words");
        assertThat(best.score())
                .isEqualTo(
                        best.reasons().stream().mapToDouble(Recalled.Reason::share).sum(),
                        within(1e-12));
    }

    @Test
    void by_meaning_alone_the_score_is_the_cosine_and_the_least_one_is_kept_to() throws Exception {
        ingest("a/1", "note", "the train to Lisbon");
        ingest("a/2", "note", "a cup of tea");
        awaitEmbedded();
        double cosine = embedder.embed("Lisbon?").dot(embedder.embed("note: the train to Lisbon"));

        var found = events().similar(ask("Lisbon?"), -1, Vantage.NOW);

        assertThat(found.hits().getFirst().score()).isEqualTo(cosine, within(1e-6));
        assertThat(positions(found)).containsExactly(1L, 2L);
        assertThat(positions(events().similar(ask("Lisbon?"), cosine - 1e-6, Vantage.NOW)))
                .containsExactly(1L);
        assertThat(events().similar(ask("Lisbon?"), 1, Vantage.NOW).hits()).isEmpty();
    }

    @Test
    void a_filter_that_leaves_three_of_five_thousand_events_loses_none_of_them() throws Exception {
        List<String> few = List.of("tea for Ada", "the kettle", "nothing at all");
        for (int block = 0; block < 5; block++) {
            List<Ingest.Item> items = new ArrayList<>();
            for (int i = 0; i < 999; i++) {
                items.add(item("bulk/x", "tea.sold", "tea for Ada and " + block + " others " + i));
            }
            items.add(item("few/" + block, "tea.poured", few.get(block % 3)));
            memory.ingest(new Ingest(items), ADA);
        }
        events().coverage();
        awaitEmbedded();
        EventQuery three =
                new EventQuery(
                        List.of("few/0", "few/1", "few/2"),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        null);
        var asked = new EventQuestion("tea for Ada?", three, 10);

        assertThat(positions(events().similar(asked, -1, Vantage.NOW)))
                .containsExactly(1000L, 2000L, 3000L);
        assertThat(positions(events().search(asked, BOTH, Vantage.NOW))).startsWith(1000L);
        assertThat(positions(events().search(asked, WORDS, Vantage.NOW)))
                .containsExactly(1000L, 2000L, 3000L);
    }

    @Test
    void what_is_hidden_is_found_as_of_before_only() throws Exception {
        ingest("a/1", "note", "the train to Lisbon");
        Position before = ingest("a/2", "note", "a cup of tea");
        var hide = new HideEvents(List.of(new Position(1)), null, Scope.ALL, "a test", Consent.GO);
        memory.hide(hide, ADA);
        awaitEmbedded();
        Vantage then = Vantage.NOW.asOf(new AsOf.At(before));

        assertThat(byWords("Lisbon?")).isEmpty();
        assertThat(positions(events().similar(ask("Lisbon?"), -1, Vantage.NOW))).doesNotContain(1L);
        assertThat(positions(events().search(ask("Lisbon?"), WORDS, then))).containsExactly(1L);
        assertThat(positions(events().similar(ask("Lisbon?"), -1, then))).containsExactly(1L, 2L);
    }

    @Test
    void an_event_of_another_project_is_not_found() {
        ingest("a/1", "note", "the train to Lisbon");
        Writer other = new Writer("ada", null, "other", null, null, null);
        memory.ingest(new Ingest(List.of(item("a/2", "note", "Lisbon again"))), other);
        Vantage there = Vantage.NOW.in(new Scope("other"));
        Vantage elsewhere = Vantage.NOW.in(new Scope("third"));

        assertThat(positions(events().search(ask("Lisbon?"), WORDS, there))).contains(2L);
        assertThat(positions(events().search(ask("Lisbon?"), WORDS, elsewhere))).doesNotContain(2L);
    }

    @Test
    void events_that_say_the_same_share_score_and_vector_and_stand_newest_first() throws Exception {
        for (int i = 0; i < 5; i++) {
            ingest("door/1", "door.opened");
            ingest("door/1", "door.closed");
        }
        awaitEmbedded();

        var found =
                events().similar(new EventQuestion("opened?", EventQuery.ALL, 4), -1, Vantage.NOW);

        assertThat(positions(found)).containsExactly(9L, 7L, 5L, 3L);
        assertThat(found.hits().stream().map(FoundEvents.Hit::score).distinct()).hasSize(1);
        assertThat(embedder.texts).containsExactlyInAnyOrder("door.opened", "door.closed");
    }

    @Test
    void a_memory_is_embedded_once_for_recall_and_for_events() throws Exception {
        memory.remember(Remember.text("Ada likes green tea"), ADA);
        events();
        recallable(1);
        awaitEmbedded();

        assertThat(embedder.texts).containsExactly("Ada likes green tea");
    }

    @Test
    void a_memory_whose_events_nobody_searches_embeds_none() throws Exception {
        memory.remember(Remember.text("Ada likes green tea"), ADA);
        ingest("order/7", "order.paid", "Acme");
        events();
        recallable(1);

        assertThat(embedder.texts).containsExactly("Ada likes green tea");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("everlog-embed-events");
    }

    private void recallable(int texts) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (recall.coverage().embedded() < texts) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(2);
        }
    }

    @Test
    void an_answer_says_how_much_is_searchable_and_the_newest_is_first() throws Exception {
        IntStream.range(0, 10).forEach(i -> ingest("a/" + i, "note", "tea " + i));
        embedder.allowed.drainPermits();
        embedder.allowed.release(3);

        var found = events().similar(ask("tea?"), -1, Vantage.NOW);

        assertThat(found.coverage()).isEqualTo(new EventCoverage(new Position(10), 10, 3));
        assertThat(positions(found)).containsExactlyInAnyOrder(8L, 9L, 10L);
        assertThat(positions(events().search(ask("tea?"), WORDS, Vantage.NOW))).hasSize(10);

        embedder.allowed.release(100);
        awaitEmbedded();
        ingest("a/new", "note", "coffee");
        awaitEmbedded();
        assertThat(events().similar(ask("tea?"), -1, Vantage.NOW).hits()).hasSize(10);
        assertThat(events().coverage()).isEqualTo(new EventCoverage(new Position(11), 11, 11));
    }

    @Test
    void what_has_no_vector_yet_is_found_by_its_words_among_what_has() {
        ingest("a/1", "note", "green tea for Ada");
        embedder.allowed.drainPermits();
        ingest("a/2", "note", "coffee for Bob");

        var found = events().search(ask("coffee for Bob?"), BOTH, Vantage.NOW);

        assertThat(found.hits().getFirst().event()).isEqualTo(new Position(2));
        assertThat(found.hits().getFirst().reasons())
                .extracting(Recalled.Reason::part)
                .contains("pending");
    }

    @Test
    void without_a_model_words_find_and_meaning_says_why_not() {
        ingest("a/1", "note", "the train to Lisbon");
        EventFinder withoutModel = events(null);

        var found = withoutModel.search(ask("Lisbon?"), BOTH, Vantage.NOW);

        assertThat(positions(found)).containsExactly(1L);
        assertThat(found.degraded()).isEqualTo("searching by words alone: there is no model");
        assertThatThrownBy(() -> withoutModel.similar(ask("Lisbon?"), -1, Vantage.NOW))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> {
                            assertThat(e).hasMessage("cannot search by meaning: there is no model");
                            assertThat(e.hint()).contains("hybrid_search");
                        });
    }
}
