package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.StringNode;

class RowsTest {
    private static final List<Property> MANY =
            IntStream.range(0, 500)
                    .mapToObj(i ->
                            new Property(
                                    "key" + i,
                                    StringNode.valueOf("Ada prefers tea over coffee, said " + i)))
                    .toList();

    @ParameterizedTest
    @CsvSource({"100, false", "500, false", "2000, false", "2000, true", "25000, true"})
    void anAnswerIsCutByWholeRowsWithinTheBudget(int tokens, boolean json) {
        var rows = rows(new Budget(tokens, json).fit(MANY, null));

        String text = json ? Json.MAPPER.writeValueAsString(rows) : rows.text();

        assertThat(TokensTest.O200K.countTokens(text)).isLessThanOrEqualTo(tokens);
        assertThat(rows.items()).isNotEmpty().isSubsetOf(MANY);
    }

    @Test
    void theBudgetIsUsed() {
        var text = rows(new Budget(2_000, false).fit(MANY, null)).text();

        assertThat(TokensTest.O200K.countTokens(text)).isGreaterThan(1_400);
    }

    @Test
    void aRowThatExceedsTheBudgetAloneIsShownInPart() {
        var giant = new Property("text", StringNode.valueOf("tea and coffee ".repeat(5_000)));

        var rows = rows(new Budget(200, false).fit(List.of(giant), null));

        assertThat(rows.text()).contains("more characters: raise max_tokens");
        assertThat(TokensTest.O200K.countTokens(rows.text())).isLessThanOrEqualTo(200);
    }

    @Test
    void theLastLineTellsHowManyWereLeftOutAndHowToGetThem() {
        var rows = new Rows<>(null, MANY.subList(0, 3), 7, "*", 17, "abc");

        assertThat(rows.text().lines().toList())
                .last()
                .asString()
                .contains("17 more rows", "max_tokens", "cursor abc");
    }

    @Test
    void theLastPageHasNoLastLine() {
        assertThat(rows(MANY.subList(0, 2)).text().lines())
                .hasSize(3)
                .noneMatch(line -> line.contains("cursor"));
    }

    private static Rows<Property> rows(List<Property> items) {
        return new Rows<>(null, items, 7, "*", null, null);
    }
}
