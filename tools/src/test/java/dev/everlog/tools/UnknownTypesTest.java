package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownTypesTest {
    @TempDir private Path vectors;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'types': ['order']} | no event has the type order; did you mean order.*?",
                "{'types': ['order', 'order.paid']} | no event has the type order; did you mean order.*?",
                "{'types': ['order.place']} | no event has the type order.place; the nearest are order.placed",
                "{'types': ['order.placed'], 'as_of': 'e1'} | no event has the type order.placed",
                "{'types': ['order.placed'], 'as_of': 'e0'} | no event has the type order.placed",
            })
    void aTypeThatNoEventHasIsToldWithWhatWasProbablyMeant(String arguments, String hint) {
        try (var memory = SeededMemory.open(vectors)) {
            assertThat(memory.call("query_events", arguments).text()).contains(hint);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'types': ['order.placed']} | 1 row",
                "{'types': ['order.placed'], 'until': '2000-01-01'} | 0 rows",
                "{'types': ['nothing.*']} | 0 rows",
            })
    void nothingIsSaidOfATypeThatThereIs(String arguments, String rows) {
        try (var memory = SeededMemory.open(vectors)) {
            assertThat(memory.call("query_events", arguments).text())
                    .contains(rows)
                    .doesNotContain("no event has");
        }
    }
}
