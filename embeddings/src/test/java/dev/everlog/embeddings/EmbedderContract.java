package dev.everlog.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every embedder keeps; to be extended by the test of each.
public abstract class EmbedderContract {

    /// The one under test; may be shared by all tests of a class.
    protected abstract Embedder embedder();

    /// One that may be closed; need not be loaded.
    protected abstract Embedder another();

    @Test
    void a_vector_has_the_dimensions_of_its_model_and_unit_length() {
        Vector vector = embedder().embed("Ada prefers tea");

        assertThat(vector.dimensions()).isEqualTo(embedder().model().dimensions());
        assertThat(vector.dot(vector)).isCloseTo(1, within(1e-5));
    }

    @Test
    void the_same_text_has_the_same_vector_whatever_was_embedded_in_between() {
        Vector before = embedder().embed("The train leaves at nine");
        embedder()
                .embed(
                        "Something much longer, about ships, shoes and sealing wax, cabbages and kings");

        assertThat(embedder().embed("The train leaves at nine")).isEqualTo(before);
    }

    @Test
    void similar_texts_are_closer_than_unrelated_ones() {
        Vector question = embedder().embed("The invoice was paid on Friday");

        double similar = question.dot(embedder().embed("The invoice has been paid last Friday"));
        double unrelated = question.dot(embedder().embed("Penguins cannot fly but swim well"));

        assertThat(similar).isGreaterThan(unrelated + .1);
    }

    @Test
    void any_text_is_welcome() {
        Stream.of(
                        "",
                        " ",
                        "\0",
                        "\uD83D",
                        "a\uDC00b",
                        "😀🦉",
                        "数据库 память",
                        "x".repeat(100_000),
                        "\u0301\u0301")
                .forEach(text ->
                        assertThat(embedder().embed(text).dimensions())
                                .isEqualTo(embedder().model().dimensions()));
    }

    @Test
    void many_threads_get_the_same_vectors_as_one() throws Exception {
        List<String> texts =
                Stream.iterate(0, i -> i + 1)
                        .limit(16)
                        .map(i -> "note " + i + " about order " + i * 7)
                        .toList();
        List<Vector> alone = texts.stream().map(embedder()::embed).toList();

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Vector>> calls =
                    texts.stream()
                            .<Callable<Vector>>map(text -> () -> embedder().embed(text))
                            .toList();
            List<Vector> together =
                    threads.invokeAll(calls).stream().map(Future::resultNow).toList();
            assertThat(together).isEqualTo(alone);
        }
    }

    @Test
    void a_question_is_embedded_with_the_prefix_of_its_model() {
        String prefix = embedder().model().queryPrefix();

        assertThat(embedder().embedQuery("who likes tea?"))
                .isEqualTo(embedder().embed(prefix + "who likes tea?"));
    }

    @Test
    void a_closed_one_refuses_and_may_be_closed_again() {
        Embedder closed = another();
        closed.close();
        closed.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> closed.embed("too late"))
                .withMessageContaining("closed");
    }
}
