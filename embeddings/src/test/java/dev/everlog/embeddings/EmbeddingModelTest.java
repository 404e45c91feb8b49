package dev.everlog.embeddings;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.everlog.embeddings.EmbeddingModel.Pooling;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingModelTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "../etc", "a/b", "Model", "x y", "-dash-first"})
    void a_name_that_could_not_be_part_of_a_file_name_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmbeddingModel(name, 384, Pooling.MEAN, 512, ""))
                .withMessageContaining(name);
    }
}
