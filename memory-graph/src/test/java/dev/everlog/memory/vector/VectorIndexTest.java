package dev.everlog.memory.vector;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.everlog.embeddings.Vector;
import dev.everlog.eventlog.tail.SavedNumbers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorIndexTest {

    private static final int ALL = VectorIndex.GRAPH_FROM;

    /// Claimed for a search that should walk however few are visible.
    private static final int FORCE_WALK = Integer.MAX_VALUE;

    @ParameterizedTest
    @ValueSource(ints = {64, 384})
    void a_walk_finds_95_of_100_of_what_looking_at_all_finds(int dimensions) {
        Clusters clusters = new Clusters(dimensions, ALL, dimensions);
        try (VectorIndex index = grown(clusters, dimensions)) {
            assertThat(recall(index, clusters, VectorIndexTest::everything))
                    .isGreaterThanOrEqualTo(.95);
            assertThat(recall(index, clusters, ordinal -> ordinal % 2 == 0))
                    .isGreaterThanOrEqualTo(.95);
            assertThat(recall(index, clusters, ordinal -> ordinal % 10 == 3))
                    .isGreaterThanOrEqualTo(.95);
        }
    }

    @Test
    void recall_survives_adds_out_of_order_removes_and_growth_in_steps() {
        Clusters clusters = new Clusters(7, 6_000, 64);
        Random random = new Random(7);
        List<Integer> ordinals = new ArrayList<>(IntStream.range(0, 6_000).boxed().toList());
        Collections.shuffle(ordinals, random);
        try (VectorIndex index = new VectorIndex(64)) {
            Set<Integer> removed = new java.util.HashSet<>();
            for (int ordinal : ordinals) {
                index.add(ordinal, clusters.next());
                if (random.nextInt(10) == 0) {
                    int gone = random.nextInt(6_000);
                    index.remove(gone);
                    removed.add(gone);
                }
                if (random.nextInt(100) == 0) {
                    index.grow(150);
                }
            }
            removed.removeIf(gone ->
                    index.search(clusters.next(), 1, o -> o == gone, 1).size() == 1); // came later
            assertThat(index.size()).isEqualTo(6_000 - removed.size());
            assertThat(recall(index, clusters, ordinal -> !removed.contains(ordinal)))
                    .isGreaterThanOrEqualTo(.95);
        }
    }

    @Test
    void what_was_just_added_is_found_at_once_whether_linked_or_not() {
        Clusters clusters = new Clusters(2, ALL, 16);
        try (VectorIndex index = grown(clusters, 16)) {
            for (int i = 0; i < 50; i++) {
                Vector vector = clusters.next();
                index.add(ALL + i, vector);
                assertThat(
                                ordinals(
                                        index.search(
                                                vector,
                                                1,
                                                VectorIndexTest::everything,
                                                FORCE_WALK)))
                        .containsExactly(ALL + i);
            }
            assertThat(index.grow(Integer.MAX_VALUE)).isZero();
            assertThat(index.size()).isEqualTo(ALL + 50);
        }
    }

    @Test
    void a_removed_one_is_never_returned() {
        Clusters clusters = new Clusters(3, ALL, 16);
        try (VectorIndex index = grown(clusters, 16)) {
            Vector query = clusters.next();
            List<Integer> best =
                    ordinals(index.search(query, 20, VectorIndexTest::everything, FORCE_WALK));
            best.forEach(index::remove);

            assertThat(ordinals(index.search(query, 50, VectorIndexTest::everything, FORCE_WALK)))
                    .hasSize(50)
                    .doesNotContainAnyElementsOf(best);
            assertThat(ordinals(index.search(query, 50, VectorIndexTest::everything)))
                    .doesNotContainAnyElementsOf(best);
        }
    }

    @Test
    void few_visible_ones_are_all_found() {
        Clusters clusters = new Clusters(4, ALL, 16);
        try (VectorIndex index = grown(clusters, 16)) {
            Set<Integer> visible = Set.of(17, 1_234, 4_321);

            assertThat(ordinals(index.search(clusters.next(), 10, visible::contains)))
                    .containsExactlyInAnyOrderElementsOf(visible);
        }
    }

    @Test
    void a_small_index_makes_no_graph_and_an_empty_one_finds_nothing() {
        try (VectorIndex index = new VectorIndex(8)) {
            Vector vector = new Clusters(5, 1, 8).next();
            assertThat(index.search(vector, 5, VectorIndexTest::everything)).isEmpty();

            index.add(3, vector);
            assertThat(index.grow(100)).isZero();
            assertThat(ordinals(index.search(vector, 5, VectorIndexTest::everything)))
                    .containsExactly(3);
        }
    }

    @Test
    void an_ordinal_is_used_once_even_after_its_removal() {
        try (VectorIndex index = new VectorIndex(8)) {
            Vector vector = new Clusters(6, 1, 8).next();
            index.add(0, vector);
            index.remove(0);
            index.remove(99); // unknown: ignored

            assertThat(index.size()).isZero();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> index.add(0, vector))
                    .withMessageContaining("used once");
        }
    }

    @Test
    void other_dimensions_are_refused() {
        try (VectorIndex index = new VectorIndex(8)) {
            Vector nine = new Clusters(6, 1, 9).next();

            assertThatIllegalArgumentException().isThrownBy(() -> index.add(0, nine));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> index.search(nine, 1, VectorIndexTest::everything));
        }
    }

    @Test
    void searches_beside_an_adder_and_a_grower_see_all_that_was_added_before() throws Exception {
        Clusters clusters = new Clusters(8, ALL, 16);
        List<Vector> more = Stream.generate(clusters::next).limit(300).toList();
        try (VectorIndex index = grown(clusters, 16);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> adder =
                    threads.submit(() -> {
                        for (int i = 0; i < more.size(); i++) {
                            index.add(ALL + i, more.get(i));
                            assertThat(
                                            ordinals(
                                                    index.search(
                                                            more.get(i),
                                                            3,
                                                            VectorIndexTest::everything,
                                                            FORCE_WALK)))
                                    .contains(ALL + i)
                                    .doesNotHaveDuplicates();
                        }
                    });
            Future<?> grower =
                    threads.submit(() -> {
                        while (!adder.isDone()) {
                            index.grow(20);
                        }
                    });
            adder.get(60, TimeUnit.SECONDS);
            grower.get(60, TimeUnit.SECONDS);
            assertThat(index.size()).isEqualTo(ALL + 300);
        }
    }

    @Test
    void links_that_were_kept_are_as_good_as_new_ones_and_more_can_be_linked() throws Exception {
        Clusters clusters = new Clusters(9, ALL, 64);
        List<Vector> vectors = Stream.generate(clusters::next).limit(ALL + 300).toList();
        byte[] kept;
        try (VectorIndex first = index(vectors.subList(0, ALL), 64)) {
            first.grow(Integer.MAX_VALUE);
            kept = written(requireNonNull(first.links()));
        }
        try (VectorIndex second = index(vectors, 64)) {
            assertThat(second.restore(read(kept))).isTrue();
            assertThat(second.linked()).isEqualTo(ALL);
            assertThat(recall(second, clusters, VectorIndexTest::everything))
                    .isGreaterThanOrEqualTo(.95);

            assertThat(second.grow(Integer.MAX_VALUE)).isZero();
            assertThat(second.linked()).isEqualTo(ALL + 300);
            assertThat(recall(second, clusters, VectorIndexTest::everything))
                    .isGreaterThanOrEqualTo(.95);
            assertThat(second.restore(read(kept))).as("links there are stay").isFalse();
        }
    }

    @Test
    void links_of_vectors_that_are_not_here_are_not_taken() throws Exception {
        Clusters clusters = new Clusters(10, ALL, 16);
        List<Vector> vectors = Stream.generate(clusters::next).limit(ALL).toList();
        try (VectorIndex first = index(vectors, 16);
                VectorIndex fewer = index(vectors.subList(0, ALL - 1), 16);
                VectorIndex others = new VectorIndex(16)) {
            first.grow(Integer.MAX_VALUE);
            Links links = requireNonNull(first.links());
            for (int i = 0; i < ALL; i++) {
                others.add(i + 1, vectors.get(i));
            }
            assertThat(fewer.restore(links)).isFalse();
            assertThat(others.restore(links)).isFalse();
            assertThat(others.linked()).isZero();
        }
    }

    @Test
    void numbers_that_are_no_links_are_refused() throws Exception {
        int[][] wrong = {
            {},
            {1},
            {1, 0},
            {1, 0, 0},
            {1, 0, 0, 1},
            {1, 0, 0, 1, 7},
            {1, 7, 0, 0},
            {2, 0, 0, 0},
            {1, 0, 0, -1},
            {1, 0, 0, 0, 5},
            {1, 0, 0, Integer.MAX_VALUE}
        };
        for (int[] numbers : wrong) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            SavedNumbers.write(new DataOutputStream(bytes), numbers, numbers.length);
            assertThatIOException()
                    .as("%s", Arrays.toString(numbers))
                    .isThrownBy(() -> read(bytes.toByteArray()));
        }
        ByteArrayOutputStream right = new ByteArrayOutputStream();
        SavedNumbers.write(new DataOutputStream(right), new int[] {1, 0, 0, 0}, 4);
        assertThat(read(right.toByteArray()).nodes()).isEqualTo(1);
    }

    private static byte[] written(Links links) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        links.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static Links read(byte[] bytes) throws IOException {
        return Links.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private static VectorIndex index(List<Vector> vectors, int dimensions) {
        VectorIndex index = new VectorIndex(dimensions);
        for (int i = 0; i < vectors.size(); i++) {
            index.add(i, vectors.get(i));
        }
        return index;
    }

    private static VectorIndex grown(Clusters clusters, int dimensions) {
        VectorIndex index = new VectorIndex(dimensions);
        for (int i = 0; i < ALL; i++) {
            index.add(i, clusters.next());
        }
        assertThat(index.grow(Integer.MAX_VALUE)).isZero();
        return index;
    }

    /// recall@10 of forced walks, over 100 questions.
    private static double recall(VectorIndex index, Clusters clusters, IntPredicate visible) {
        int found = 0;
        int wanted = 0;
        for (int i = 0; i < 100; i++) {
            Vector query = clusters.next();
            List<Integer> truth = ordinals(index.exact().search(query, 10, visible));
            List<Integer> walked = ordinals(index.search(query, 10, visible, FORCE_WALK));
            assertThat(walked).allMatch(visible::test);
            found += (int) truth.stream().filter(walked::contains).count();
            wanted += truth.size();
        }
        return found / (double) wanted;
    }

    private static List<Integer> ordinals(List<VectorHit> hits) {
        return hits.stream().map(VectorHit::ordinal).collect(Collectors.toList());
    }

    private static boolean everything(int ordinal) {
        return ordinal >= 0;
    }
}
