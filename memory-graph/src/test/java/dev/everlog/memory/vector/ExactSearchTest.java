package dev.everlog.memory.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.everlog.embeddings.Vector;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExactSearchTest {

    private final Clusters clusters = new Clusters(1, 300, 32);
    private final List<Vector> vectors = Stream.generate(clusters::next).limit(300).toList();
    private final VectorStore store = new VectorStore(32);
    private final ExactSearch search = new ExactSearch(store);

    @Test
    void finds_what_sorting_all_cosines_finds() {
        addAll();
        Vector query = clusters.next();

        List<Integer> sorted =
                IntStream.range(0, vectors.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -vectors.get(i).dot(query)))
                        .limit(10)
                        .toList();

        assertThat(search.search(query, 10, ordinal -> true))
                .extracting(VectorHit::ordinal)
                .isEqualTo(sorted);
    }

    @Test
    void the_score_is_the_cosine() {
        addAll();
        Vector query = clusters.next();

        assertThat(search.search(query, 20, ordinal -> true))
                .allSatisfy(hit ->
                        assertThat(hit.cosine())
                                .isCloseTo(vectors.get(hit.ordinal()).dot(query), within(1e-5)));
    }

    @Test
    void among_equals_the_lower_ordinal_comes_first() {
        for (int ordinal : new int[] {7, 3, 5, 1}) {
            store.add(ordinal, vectors.getFirst());
        }

        assertThat(search.search(vectors.getFirst(), 3, ordinal -> true))
                .extracting(VectorHit::ordinal)
                .containsExactly(1, 3, 5);
    }

    @Test
    void asking_for_more_than_there_is_gives_all_and_asking_for_none_gives_none() {
        store.add(0, vectors.getFirst());

        assertThat(search.search(vectors.getLast(), 9, ordinal -> true)).hasSize(1);
        assertThat(search.search(vectors.getLast(), 0, ordinal -> true)).isEmpty();
    }

    private void addAll() {
        for (int i = 0; i < vectors.size(); i++) {
            store.add(i, vectors.get(i));
        }
    }
}
