package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static dev.everlog.memory.TestMemory.about;
import static dev.everlog.memory.TestMemory.keyed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.IdempotencyKey;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    private static Writer asking(String key, String digest) {
        return ADA.idempotencyKey(new IdempotencyKey(key, digest));
    }

    @Test
    void a_repeated_key_gives_the_first_result_even_when_the_state_has_moved_on() {
        Remember first = keyed("drink", "Ada prefers tea");
        Remember.Result result = test.memory.remember(first, asking("k1", "once"));
        test.memory.remember(keyed("drink", "Ada prefers coffee"), ADA);

        Remember.Result repeated = test.memory.remember(first, asking("k1", "once"));

        assertThat(repeated.receipt().duplicate()).isTrue();
        assertThat(repeated.receipt().last()).isEqualTo(result.receipt().last());
        assertThat(repeated).usingRecursiveComparison().ignoringFields("receipt").isEqualTo(result);
        assertThat(test.texts(Vantage.NOW)).containsExactly("Ada prefers coffee");
    }

    @Test
    void a_repeated_key_is_answered_even_when_the_request_would_fail_now() {
        test.node("person", "Ada");
        test.node("company", "Acme");
        AddEdge edge = TestMemory.edgeOf("Ada", "works_at", "Acme", Validity.ALWAYS);
        AddEdge.Result result = test.memory.addEdge(edge, asking("k1", "once"));
        test.forget("Acme");

        AddEdge.Result repeated = test.memory.addEdge(edge, asking("k1", "once"));

        assertThat(repeated.receipt().duplicate()).isTrue();
        assertThat(repeated.edge()).isEqualTo(result.edge());
    }

    @Test
    void other_content_under_the_same_key_is_a_conflict() {
        test.memory.remember(about("Ada prefers tea"), asking("k1", "once"));

        assertThatThrownBy(() ->
                        test.memory.remember(about("Ada prefers coffee"), asking("k1", "twice")))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(MemoryException.Kind.CONFLICT);
                            assertThat(e.hint()).contains("the very same arguments");
                        });
        assertThat(test.texts(Vantage.NOW)).hasSize(1);
    }

    @Test
    void the_same_key_from_many_threads_of_two_processes_writes_once() throws InterruptedException {
        try (TestMemory other = test.other(1)) {
            List<Thread> threads =
                    IntStream.range(0, 8)
                            .mapToObj(number ->
                                    new Thread(() -> {
                                        for (int i = 0; i < 25; i++) {
                                            (number % 2 == 0 ? test : other)
                                                    .memory.remember(
                                                            about("text " + i, "Topic"),
                                                            asking("k" + i, "once"));
                                        }
                                    }))
                            .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(test.memory.memoryStats(Vantage.NOW).memories()).isEqualTo(25);
        }
    }

    @Test
    void a_repeated_deletion_gives_its_undo_handle_again() {
        Remember.Result a = test.remember("alpha");
        HideEvents hide =
                new HideEvents(List.of(a.receipt().last()), null, Scope.ALL, "a test", Consent.GO);
        HideEvents.Result first = test.memory.hide(hide, asking("k1", "once"));
        test.restore(first.undo());

        HideEvents.Result repeated = test.memory.hide(hide, asking("k1", "once"));

        assertThat(repeated.undo()).isEqualTo(first.undo());
        assertThat(repeated.receipt().duplicate()).isTrue();
        assertThat(test.texts(Vantage.NOW)).hasSize(1);
    }

    @Test
    void the_callers_own_event_id_writes_once() {
        Ingest once =
                new Ingest(
                        List.of(
                                new Ingest.Item(
                                        new UUID(7, 7),
                                        "order.placed",
                                        "order/1",
                                        Json.empty(),
                                        null,
                                        0L,
                                        null,
                                        null)));
        test.memory.ingest(once, ADA);

        Ingest.Result repeated = test.memory.ingest(once, ADA);

        assertThat(repeated.receipt().duplicate()).isTrue();
        assertThat(test.memory.position().value()).isEqualTo(1);
    }
}
