package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTest {
    @Test
    void quotesWhatCouldEndTheQuotationOrTheLine() {
        assertThat(Quoted.data("say \"hi\"\\\r\n\tnow"))
                .isEqualTo("\"say \\\"hi\\\"\\\\\\r\\n\\tnow\"");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, 0x1b, 0x7f, 0x85, 0xad, 0x200b, 0x200e, 0x2028, 0x2029, 0x202e, 0x2066,
                0xfeff, 0xe0041
            })
    void showsInvisibleCharactersByTheirNumber(int point) {
        assertThat(Quoted.data("a" + Character.toString(point) + "b"))
                .isEqualTo("\"a\\u{" + Integer.toHexString(point) + "}b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"crème brûlée", "茶", "👩‍🚀", "مرحبا", "a–b … €"})
    void leavesTheWritingsOfTheWorldAsTheyAre(String text) {
        assertThat(Quoted.data(text)).isEqualTo('"' + text + '"');
    }

    @Test
    void harmlessNamesNeedNoQuotes() {
        assertThat(Quoted.name("person/ada-2")).isEqualTo("person/ada-2");
        assertThat(Quoted.name("ada says: n1")).isEqualTo("\"ada says: n1\"");
        assertThat(Quoted.name("")).isEqualTo("\"\"");
    }

    @Test
    void jsonStaysJsonWhenItsInvisibleCharactersAreShown() {
        var json = Json.MAPPER.createObjectNode().put("text", "a\u202eb\u2028c\n\"d\"");

        String line = Quoted.json(json);

        assertThat(line).isEqualTo("{\"text\":\"a\\u202eb\\u2028c\\n\\\"d\\\"\"}");
        assertThat(Json.MAPPER.readTree(line)).isEqualTo(json);
    }

    @Test
    void aCutTextSaysHowMuchIsMissingAndKeepsItsCharactersWhole() {
        assertThat(Quoted.start("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Quoted.start("abcdef", 4))
                .isEqualTo("abcd… [2 more characters: raise max_tokens]");
        assertThat(Quoted.start("ab👩cd", 3)).startsWith("ab…");
    }

    @Test
    void aTextThatNoBudgetHoldsIsReadElsewhere() {
        assertThat(Quoted.start("a".repeat(100_000), 50_000))
                .endsWith("[50000 more characters: raise max_tokens, or run `everlog export`]");
    }
}
