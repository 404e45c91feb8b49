package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class TextsTest {
    @Test
    void namesTheParameterThatHoldsHalfACharacter() {
        refused(
                "{\"events\": [{\"data\": {\"name\": \"a\\ud83db\"}}]}",
                "events[0].data.name",
                "surrogate");
        refused("{\"text\": \"\\udc69\"}", "text", "surrogate");
    }

    @Test
    void namesTheParameterThatHoldsNul() {
        refused("{\"text\": \"a\\u0000b\"}", "text", "NUL");
    }

    @Test
    void looksAtNamesOfPropertiesToo() {
        refused("{\"data\": {\"a\\u0000\": 1}}", "data", "NUL");
    }

    @Test
    void acceptsEverythingThatIsText() {
        assertThatCode(() ->
                        Texts.check(
                                json(
                                        "{\"text\": \"tabs\\t and lines\\n and \\ud83d\\udc69 and \\u001b\"}")))
                .doesNotThrowAnyException();
    }

    private static void refused(String arguments, String... words) {
        assertThatThrownBy(() -> Texts.check(json(arguments)))
                .isInstanceOfSatisfying(
                        ToolException.class,
                        e ->
                                org.assertj.core.api.Assertions.assertThat(e.kind())
                                        .isEqualTo(ToolException.Kind.INVALID_TEXT))
                .hasMessageContainingAll(words);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.MAPPER.readTree(text);
    }
}
