package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ArgumentsTest {
    private final ToolCatalog catalog = ToolCatalog.standard();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "memory_recall | {} | query is missing, wanted a text",
                "memory_recall | {\"query\": null} | query is missing",
                "memory_recall | {\"query\": 7} | query is 7, wanted a text",
                "memory_recall | {\"query\": [\"tea\"]} | query is a list, wanted a text",
                "memory_recall | {\"query\": \"tea\", \"limit\": \"20\"} | limit is the text \"20\", wanted an integer",
                "memory_recall | {\"query\": \"tea\", \"limit\": 2.5} | limit is 2.5, wanted an integer",
                "memory_recall | {\"query\": \"tea\", \"limit\": 0} | limit must be 1..1000, was 0",
                "memory_recall | {\"query\": \"tea\", \"limit\": 99999999999999999999} | wanted an integer",
                "memory_recall | {\"query\": \"tea\", \"max_tokens\": 26000} | max_tokens must be 100..25000, was 26000",
                "memory_recall | {\"query\": \"tea\", \"explain\": \"yes\"} | explain is the text \"yes\", wanted true or false",
                "memory_recall | {\"query\": \"tea\", \"kinds\": [\"facts\"]} | kinds[0] is \"facts\", wanted one of fact,",
                "memory_recall | {\"query\": \"tea\", \"kinds\": \"fact\"} | kinds is the text \"fact\", wanted a list of one of fact,",
                "memory_recall | {\"query\": \"tea\", \"weights\": {\"wrods\": 1}} | no parameter \"weights.wrods\", did you mean weights.words?",
                "memory_recall | {\"quer\": \"tea\"} | no parameter \"quer\", did you mean query?",
                "ingest_event | {\"type\": \"a.b\", \"subject\": \"a/b\", \"data\": [1]} | data is a list, wanted an object",
                "ingest_event | {\"events\": [{\"type\": \"a.b\"}]} | events[0].subject is missing",
            })
    void saysWhatWasFoundAndWhatWasWanted(String tool, String arguments, String message) {
        assertThatThrownBy(() -> checked(tool, arguments))
                .isInstanceOfSatisfying(
                        ToolException.class,
                        e -> assertThat(e.hint()).contains("parameters: ", "example: " + tool))
                .hasMessageContaining(message);
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        assertThatThrownBy(() ->
                        checked("memory_recall", "{\"limit\": \"5\", \"format\": 1, \"quer\": 1}"))
                .hasMessageContainingAll("limit is", "format is", "\"quer\"", "query is missing");
    }

    @Test
    void aListOrObjectInAStringIsTakenForWhatItIs() {
        var checked =
                checked(
                        "memory_recall",
                        "{\"query\": \"[1]\", \"about\": \"[\\\"person/ada\\\"]\"}");

        assertThat(checked.get("about").isArray()).isTrue();
        assertThat(checked.get("query").stringValue()).isEqualTo("[1]");
    }

    @Test
    void aWholeNumberIsAnIntegerHoweverItIsWritten() {
        assertThat(
                        checked("memory_recall", "{\"query\": \"tea\", \"limit\": 5.0}")
                                .get("limit")
                                .isLong())
                .isTrue();
    }

    @Test
    void entityIdIsAnotherWordForSubject() {
        assertThat(
                        checked("get_snapshot", "{\"entity_id\": \"order/7\"}")
                                .get("subject")
                                .stringValue())
                .isEqualTo("order/7");
    }

    @Test
    void freeJsonKeepsItsNullsAndNames() {
        var data =
                checked(
                        "ingest_event",
                        "{\"type\": \"a.b\", \"subject\": \"a/b\", \"data\": {\"Xy\": null}}");

        assertThat(data.get("data").has("Xy")).isTrue();
    }

    private ObjectNode checked(String tool, String arguments) {
        return Arguments.checked(catalog.type(tool), (ObjectNode) Json.MAPPER.readTree(arguments));
    }
}
