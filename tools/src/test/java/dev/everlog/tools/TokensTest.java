package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    /** What many models count with; others differ by a few percent. */
    static final Encoding O200K =
            Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n17 2026-05-03 ada preference 0.820 \"Ada prefers tea over coffee in the morning\"",
                "e1042 2026-05-03T10:11:12Z order.shipped order/7 v3 by claude-code {\"carrier\":\"DHL\",\"total\":42.5}",
                "{\"items\":[{\"handle\":\"e12\",\"recorded_at\":\"2026-11-20T10:00:00.123456Z\",\"text\":\"Ada prefers tea\"}]}",
                "The quick brown fox jumps over the lazy dog near the headquarters; she said: \"yes!\"",
                "018f3a2b-7c4d-7e1f-8a9b-0c1d2e3f4a5b",
                "Мария предпочитает чай вместо кофе по утрам",
                "彼女はコーヒーよりお茶が好きです",
                "مرحبا بالعالم كيف حالك"
            })
    void estimatesOrdinaryAnswersAtOrAboveWhatAModelCounts(String text) {
        int counted = O200K.countTokens(text);

        assertThat(Tokens.of(text)).isBetween(counted, (int) Math.ceil(counted * 1.6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void nothingCostsNextToNothing(String text) {
        assertThat(Tokens.of(text)).isLessThanOrEqualTo(1);
    }
}
