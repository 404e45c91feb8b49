package dev.everlog.memory.custom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InferenceTest {
    private static JsonNode inferred(String... values) {
        Inference inference = new Inference();
        Stream.of(values).map(Parsed::value).forEach(inference::add);
        return inference.schema();
    }

    @Test
    void what_is_always_there_is_required_and_ranges_are_told() {
        assertThat(inferred("{'total': 5, 'note': 'x'}", "{'total': 40}"))
                .hasToString(
                        Parsed.value(
                                        "{'type': 'object', 'properties': {'note': {'type': 'string'},"
                                                + " 'total': {'type': 'integer', 'minimum': 5, 'maximum': 40}},"
                                                + " 'required': ['total']}")
                                .toString());
    }

    @Test
    void a_few_texts_that_come_again_are_a_choice() {
        assertThat(inferred("'open'", "'done'", "'open'", "'done'", "'open'", "'open'"))
                .hasToString(
                        Parsed.value("{'type': 'string', 'enum': ['done', 'open']}").toString());
        assertThat(inferred("'open'", "'done'"))
                .hasToString(Parsed.value("{'type': 'string'}").toString());
    }

    @Test
    void formats_are_seen_where_all_texts_have_them() {
        assertThat(inferred("'2026-01-01T00:00:00Z'", "'2026-01-01T00:00:00.5+02:00'"))
                .hasToString(Parsed.value("{'type': 'string', 'format': 'date-time'}").toString());
        assertThat(inferred("'2026-02-28'").get("format").stringValue()).isEqualTo("date");
        assertThat(inferred("'2026-02-31'").has("format")).isFalse();
        assertThat(inferred("'0191d1c4-2f6e-7c1a-9b1e-000000000000'").get("format").stringValue())
                .isEqualTo("uuid");
        assertThat(inferred("'ada@example.com'").get("format").stringValue()).isEqualTo("email");
        assertThat(inferred("'https://example.com/a'").get("format").stringValue())
                .isEqualTo("uri");
        assertThat(inferred("'2026-02-28'", "'soon'").has("format")).isFalse();
    }

    @Test
    void several_kinds_and_the_items_of_lists_are_told() {
        assertThat(inferred("[1, null]", "[2.5]", "null"))
                .hasToString(
                        Parsed.value(
                                        "{'type': ['array', 'null'], 'items': {'type': ['null', 'number'],"
                                                + " 'minimum': 1, 'maximum': 2.5}}")
                                .toString());
    }

    @Test
    void it_accepts_all_that_it_was_told() {
        List<String> values =
                List.of(
                        "{'a': 1, 'b': {'c': ['x', 'y'], 'at': '2026-01-01T00:00:00Z'}}",
                        "{'a': 1.5, 'b': {'c': []}, 'mail': 'ada@example.com'}",
                        "{'a': null, 'b': {}, 'u': 'http://example.com/x~y'}");
        EventSchema schema = EventSchema.part(inferred(values.toArray(String[]::new)));

        assertThat(values).allMatch(value -> schema.accepts(Parsed.value(value)));
        assertThat(schema.accepts(Parsed.value("{'a': 2, 'b': {}}"))).isFalse();
    }
}
