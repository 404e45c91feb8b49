package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "Golden Gate Bridge,golden-gate-bridge",
        "  C++ ,c",
        "Łódź,łódź",
        "ﬁre,fire",
        "a/b,a-b"
    })
    void a_slug_is_letters_and_digits_with_hyphens_between(String name, String slug) {
        assertThat(Words.slug(name)).isEqualTo(slug);
    }

    @Test
    void a_name_without_letters_has_a_slug_of_its_own() {
        assertThat(Words.slug("???")).matches("x-[0-9a-f]{12}").isNotEqualTo(Words.slug("!!!"));
    }

    @Test
    void words_are_what_a_regular_expression_says_they_are() {
        Pattern word = Pattern.compile("[\\p{L}\\p{N}]+(?:['’]\\p{L}+)*");
        String signs = "aZéßлא漢𝒳¼Ⅷ٣7 '’'’-_.\u0301\uD800😀";
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            String lower =
                    Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
            List<String> expected =
                    word.matcher(lower)
                            .results()
                            .map(found -> found.group().replaceFirst("['’]s$", ""))
                            .toList();
            assertThat(Words.list(text.toString())).as("of '%s'", text).isEqualTo(expected);
        }
    }

    @Test
    void texts_that_share_seven_of_ten_words_nearly_always_agree_in_three_bytes() {
        Random random = new Random(1);
        int near = 0;
        int far = 0;
        for (int i = 0; i < 1000; i++) {
            near += agreement(random, 14, 3) >= 3 ? 1 : 0;
            far += agreement(random, 2, 9) >= 3 ? 1 : 0;
        }
        assertThat(near).isGreaterThan(970);
        assertThat(far).isLessThan(100);
    }

    /** Of two texts with so many words in common, and so many others each. */
    private static int agreement(Random random, int common, int others) {
        Set<String> a = words(random, common);
        Set<String> b = new HashSet<>(a);
        a.addAll(words(random, others));
        b.addAll(words(random, others));
        assertThat(Words.similarity(a, b))
                .isCloseTo(common / (common + 2.0 * others), within(0.01));
        return Words.agreement(Words.sketch(a), Words.sketch(b));
    }

    private static Set<String> words(Random random, int count) {
        Set<String> words = new HashSet<>();
        while (words.size() < count) {
            words.add("w" + random.nextInt(1_000_000));
        }
        return words;
    }
}
