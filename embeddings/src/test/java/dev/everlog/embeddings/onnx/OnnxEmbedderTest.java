package dev.everlog.embeddings.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.everlog.embeddings.Embedder;
import dev.everlog.embeddings.EmbedderContract;
import dev.everlog.embeddings.EmbeddingException;
import dev.everlog.embeddings.EmbeddingException.Kind;
import dev.everlog.embeddings.EmbeddingModel;
import dev.everlog.embeddings.EmbeddingModel.Pooling;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEmbedderTest extends EmbedderContract {

    /// Shared by the tests of this module: unpacking 80 MB once is enough.
    static final Path CACHE = Path.of("target", "embedding-cache");

    private static OnnxEmbedder embedder;

    @TempDir Path directory;

    @BeforeAll
    static void load() {
        embedder = OnnxEmbedder.bundled(new EngineSettings(CACHE));
        embedder.warm();
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Override
    protected Embedder embedder() {
        return embedder;
    }

    @Override
    protected Embedder another() {
        return OnnxEmbedder.bundled(new EngineSettings(CACHE, 1));
    }

    @Test
    void what_lies_beyond_the_last_token_has_no_influence() {
        String long_ = "tea ".repeat(510);

        assertThat(embedder.embed(long_ + "an entirely different story"))
                .isEqualTo(embedder.embed(long_));
    }

    @Test
    void nothing_is_unpacked_before_the_first_text() {
        try (OnnxEmbedder idle = OnnxEmbedder.bundled(new EngineSettings(directory))) {
            assertThat(idle.model().dimensions()).isEqualTo(384);
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void a_model_in_a_directory_is_the_same_as_the_bundled_one() {
        Path files = ModelFiles.bundled(CACHE).network().resolveSibling(".");
        try (OnnxEmbedder local =
                OnnxEmbedder.fromDirectory(
                        files, EmbeddingModel.BGE_SMALL_EN_Q, new EngineSettings(CACHE, 1))) {
            assertThat(local.embed("Ada prefers tea")).isEqualTo(embedder.embed("Ada prefers tea"));
        }
    }

    @Test
    void a_missing_model_is_named() {
        try (OnnxEmbedder missing = local(384)) {
            assertThatExceptionOfType(EmbeddingException.class)
                    .isThrownBy(() -> missing.embed("x"))
                    .withMessageContaining(directory.resolve("model.onnx").toString())
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.MODEL_MISSING));
        }
    }

    @Test
    void a_broken_model_is_unusable() throws Exception {
        Files.copy(ModelFiles.bundled(CACHE).tokenizer(), directory.resolve("tokenizer.json"));
        Files.writeString(directory.resolve("model.onnx"), "not a network");
        try (OnnxEmbedder broken = local(384)) {
            assertThatExceptionOfType(EmbeddingException.class)
                    .isThrownBy(() -> broken.embed("x"))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.MODEL_UNUSABLE));
        }
    }

    @Test
    void a_model_that_recovers_is_loaded_at_the_next_text() throws Exception {
        try (OnnxEmbedder recovering = local(384)) {
            assertThatExceptionOfType(EmbeddingException.class)
                    .isThrownBy(() -> recovering.embed("x"));

            Files.copy(ModelFiles.bundled(CACHE).tokenizer(), directory.resolve("tokenizer.json"));
            Files.copy(ModelFiles.bundled(CACHE).network(), directory.resolve("model.onnx"));

            assertThat(recovering.embed("x").dimensions()).isEqualTo(384);
        }
    }

    @Test
    void a_model_of_other_dimensions_than_said_is_refused() throws Exception {
        Files.copy(ModelFiles.bundled(CACHE).tokenizer(), directory.resolve("tokenizer.json"));
        Files.copy(ModelFiles.bundled(CACHE).network(), directory.resolve("model.onnx"));
        try (OnnxEmbedder other = local(768)) {
            assertThatExceptionOfType(EmbeddingException.class)
                    .isThrownBy(() -> other.embed("x"))
                    .withMessageContaining("768")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.MODEL_UNUSABLE));
        }
    }

    private OnnxEmbedder local(int dimensions) {
        EmbeddingModel model =
                new EmbeddingModel("local", dimensions, Pooling.FIRST_TOKEN, 512, "");
        return OnnxEmbedder.fromDirectory(directory, model, new EngineSettings(CACHE, 1));
    }
}
