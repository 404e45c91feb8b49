package dev.everlog.embeddings.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.embeddings.Vector;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The embedder beside an implementation that shares no code with it but the engine under both.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceTest {

    private List<SentencePair> pairs = List.of();
    private final Map<String, Vector> ours = new HashMap<>();
    private final Map<String, double[]> reference = new HashMap<>();
    private int vocabularySize;

    @BeforeAll
    void embedEverySentenceTwice() throws Exception {
        Path cache = OnnxEmbedderTest.CACHE;
        pairs = SentencePair.all();
        ModelFiles files = ModelFiles.bundled(cache);
        vocabularySize = new WordPiece(files.tokenizer()).vocabularySize();
        try (OnnxEmbedder embedder = OnnxEmbedder.bundled(new EngineSettings(cache))) {
            embedder.warm(); // prepares the libraries for both
            try (ReferenceEmbedder other = new ReferenceEmbedder(files)) {
                List<String> texts =
                        pairs.stream()
                                .flatMap(pair -> Stream.of(pair.left(), pair.right()))
                                .distinct()
                                .toList();
                for (String text : texts) {
                    ours.put(text, embedder.embed(text));
                    reference.put(text, other.embed(text));
                }
            }
        }
    }

    @Test
    void there_are_a_few_hundred_pairs_of_all_grades() {
        assertThat(pairs).hasSizeGreaterThanOrEqualTo(200);
        assertThat(pairs.stream().map(SentencePair::grade)).contains(0, 1, 2, 3);
        assertThat(vocabularySize).isEqualTo(30_522);
    }

    @Test
    void similarities_rank_as_in_the_reference_to_four_digits() {
        double[] ourSimilarities =
                pairs.stream()
                        .mapToDouble(pair -> ours.get(pair.left()).dot(ours.get(pair.right())))
                        .toArray();
        double[] theirSimilarities =
                pairs.stream()
                        .mapToDouble(pair ->
                                dot(reference.get(pair.left()), reference.get(pair.right())))
                        .toArray();

        assertThat(Spearman.rho(ourSimilarities, theirSimilarities)).isGreaterThanOrEqualTo(.9999);
    }

    @Test
    void every_sentence_has_the_vector_of_the_reference() {
        assertThat(ours)
                .allSatisfy((text, vector) ->
                        assertThat(dot(widen(vector.toArray()), reference.get(text)))
                                .as(text)
                                .isGreaterThanOrEqualTo(.9999));
    }

    @Test
    void similarity_follows_the_grades_of_a_reader() {
        double[] grades = pairs.stream().mapToDouble(SentencePair::grade).toArray();
        double[] similarities =
                pairs.stream()
                        .mapToDouble(pair -> ours.get(pair.left()).dot(ours.get(pair.right())))
                        .toArray();

        assertThat(Spearman.rho(grades, similarities)).isGreaterThan(.8);
    }

    @Test
    void a_paraphrase_is_closer_than_the_other_sentences() {
        List<SentencePair> same = pairs.stream().filter(pair -> pair.grade() == 3).toList();
        long nearest = IntStream.range(0, same.size()).filter(i -> isNearest(same, i)).count();

        assertThat(nearest / (double) same.size()).isGreaterThanOrEqualTo(.95);
    }

    private boolean isNearest(List<SentencePair> same, int i) {
        Vector left = ours.get(same.get(i).left());
        double own = left.dot(ours.get(same.get(i).right()));
        return same.stream()
                        .map(SentencePair::right)
                        .mapToDouble(right -> left.dot(ours.get(right)))
                        .max()
                        .orElse(-1)
                <= own;
    }

    private static double[] widen(float[] components) {
        return IntStream.range(0, components.length).mapToDouble(i -> components[i]).toArray();
    }

    private static double dot(double[] left, double[] right) {
        return IntStream.range(0, left.length).mapToDouble(i -> left[i] * right[i]).sum();
    }
}
