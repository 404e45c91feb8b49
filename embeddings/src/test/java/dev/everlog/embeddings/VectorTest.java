package dev.everlog.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VectorTest {

    @Test
    void a_direction_is_scaled_to_unit_length() {
        assertThat(Vector.ofDirection(new float[] {3, 4}).toArray()).containsExactly(.6f, .8f);
    }

    @Test
    void the_dot_product_is_the_cosine() {
        Vector east = Vector.ofDirection(new float[] {5, 0});
        Vector northEast = Vector.ofDirection(new float[] {2, 2});

        assertThat(east.dot(northEast)).isCloseTo(Math.sqrt(.5), within(1e-7));
    }

    @Test
    void arrays_are_copied_in_and_out() {
        float[] given = {0, 1};
        Vector vector = Vector.ofDirection(given);
        given[0] = 9;
        vector.toArray()[1] = 9;

        assertThat(vector).isEqualTo(Vector.ofDirection(new float[] {0, 1}));
    }

    @Test
    void bytes_are_little_endian_and_come_back_bit_by_bit() {
        Vector vector = randomVector(384, new Random(1));

        assertThat(Vector.fromBytes(vector.toBytes())).isEqualTo(vector);
        assertThat(Vector.ofDirection(new float[] {1}).toBytes()).containsExactly(0, 0, 0x80, 0x3f);
    }

    @Test
    void what_has_no_direction_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Vector.ofDirection(new float[3]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vector.ofDirection(new float[] {1, Float.NaN}));
        assertThatIllegalArgumentException().isThrownBy(() -> Vector.ofDirection(new float[0]));
    }

    @Test
    void bytes_of_another_length_or_of_no_unit_vector_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Vector.fromBytes(new byte[6]));
        assertThatIllegalArgumentException().isThrownBy(() -> Vector.fromBytes(new byte[8]));
    }

    @Test
    void vectors_of_different_models_cannot_be_compared() {
        Vector two = Vector.ofDirection(new float[] {1, 1});
        Vector three = Vector.ofDirection(new float[] {1, 1, 1});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.dot(three))
                .withMessageContaining("2 and 3");
    }

    @Test
    void the_text_form_shows_no_components() {
        assertThat(Vector.ofDirection(new float[] {3, 4})).hasToString("Vector[2]");
    }

    private static Vector randomVector(int dimensions, Random random) {
        float[] components = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            components[i] = (float) random.nextGaussian();
        }
        return Vector.ofDirection(components);
    }
}
