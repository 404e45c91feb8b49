package dev.everlog.memory.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSchemaTest {
    private static EventSchema schema(String text) {
        return EventSchema.of(Parsed.object(text));
    }

    @Test
    void a_violation_tells_the_place_what_was_found_and_what_was_wanted() {
        EventSchema order =
                schema(
                        "{'type': 'object', 'required': ['total'], 'properties': {'total': {'type': 'number'},"
                                + " 'items': {'type': 'array', 'items': {'type': 'string'}}}}");

        assertThat(order.violations(Parsed.object("{'total': 'much', 'items': ['a', 5]}")))
                .containsExactlyInAnyOrder(
                        new Violation("/total", "a text of 4 characters", "type \"number\""),
                        new Violation("/items/1", "5", "type \"string\""));
        assertThat(order.violations(Parsed.object("{}")))
                .containsExactly(new Violation("/total", "nothing", "a value, it is required"));
        assertThat(order.violations(Parsed.object("{'total': 40.5}"))).isEmpty();
    }

    @Test
    void it_is_read_as_of_2020_12() {
        EventSchema pair =
                schema(
                        "{'properties': {'at': {'prefixItems': [{'type': 'number'}, {'type': 'number'}],"
                                + " 'items': false}}}");

        assertThat(pair.violations(Parsed.object("{'at': [1, 2]}"))).isEmpty();
        assertThat(pair.violations(Parsed.object("{'at': [1, 'x']}")))
                .extracting(Violation::path)
                .containsExactly("/at/1");
        assertThat(pair.violations(Parsed.object("{'at': [1, 2, 3]}"))).hasSize(1);
        assertThatThrownBy(() -> schema("{'items': [{'type': 'number'}]}"))
                .hasMessageContaining("2020-12"); // a tuple of draft 7
    }

    @Test
    void what_is_not_allowed_beside_the_declared_is_told_by_name() {
        EventSchema closed = schema("{'properties': {'a': true}, 'additionalProperties': false}");

        assertThat(closed.violations(Parsed.object("{'a': 1, 'b': 2}")))
                .extracting(Violation::path)
                .containsExactly("/b");
    }

    @Test
    void at_most_ten_violations_are_told() {
        EventSchema texts = schema("{'additionalProperties': {'type': 'string'}}");
        StringBuilder many = new StringBuilder("{'p': 0");
        for (int i = 0; i < 50; i++) {
            many.append(", 'p").append(i).append("': ").append(i);
        }

        assertThat(texts.violations(Parsed.object(many + "}"))).hasSize(EventSchema.MAX_VIOLATIONS);
    }

    @Test
    void formats_are_asserted() {
        EventSchema dated = schema("{'properties': {'at': {'format': 'date-time'}}}");

        assertThat(dated.accepts(Parsed.object("{'at': '2026-03-01T12:00:00Z'}"))).isTrue();
        assertThat(dated.accepts(Parsed.object("{'at': 'tomorrow'}"))).isFalse();
    }

    @Test
    void references_inside_of_the_schema_are_followed() {
        EventSchema priced =
                schema(
                        "{'$defs': {'money': {'type': 'number', 'minimum': 0}},"
                                + " 'properties': {'total': {'$ref': '#/$defs/money', 'maximum': 9}}}");

        assertThat(priced.accepts(Parsed.object("{'total': 5}"))).isTrue();
        assertThat(priced.accepts(Parsed.object("{'total': -1}"))).isFalse();
        assertThat(priced.accepts(Parsed.object("{'total': 10}"))).isFalse();
    }

    @Test
    void nothing_outside_of_the_schema_is_fetched(@TempDir Path directory) throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        Path file = Files.writeString(directory.resolve("s.json"), "{\"type\": \"string\"}");
        try {
            String http = "http://127.0.0.1:" + server.getAddress().getPort() + "/s.json";
            for (String outside :
                    new String[] {http, file.toUri().toString(), "other.json", "classpath:x"}) {
                assertThatThrownBy(
                                () -> schema("{'properties': {'a': {'$ref': '" + outside + "'}}}"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("nothing is fetched");
            }
            assertThat(
                            schema("{'$id': '" + http + "', 'type': 'object'}")
                                    .accepts(Parsed.object("{}")))
                    .isTrue();
        } finally {
            server.stop(0);
        }
        assertThat(requests).hasValue(0);
    }

    @Test
    void a_pattern_takes_time_in_proportion_to_the_text() {
        EventSchema evil = schema("{'properties': {'a': {'pattern': '^(a+)+$'}}}");
        var data = Parsed.object("{}").put("a", "a".repeat(50_000) + "b");

        assertThat(Duration.ofSeconds(5)).isGreaterThan(time(() -> evil.accepts(data)));
        assertThat(evil.accepts(data)).isFalse();
    }

    private static Duration time(Runnable run) {
        long start = System.nanoTime();
        run.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'properties': {'a': {'pattern': '(?=a)b'}}}",
                "{'properties': {'a': {'pattern': '(a)\\\\1'}}}",
                "{'patternProperties': {'(': true}}",
                "{'type': 'strng'}",
                "{'required': 'total'}",
                "{'allOf': {'a': 1}}",
                "{'$ref': '#'}",
                "{'properties': {'child': {'$ref': '#'}}}",
                "{'$schema': 'http://json-schema.org/draft-07/schema#'}",
                "{'$defs': {'a': {'$id': 'x'}}, '$ref': '#/$defs/a'}"
            })
    void what_cannot_be_used_is_refused(String text) {
        assertThatThrownBy(() -> schema(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_schema_that_would_be_looked_at_a_billion_times_is_refused() {
        StringBuilder laughs = new StringBuilder("{'$ref': '#/$defs/d13', '$defs': {'d0': true");
        for (int i = 1; i <= 13; i++) {
            String below = "{'$ref': '#/$defs/d" + (i - 1) + "'}";
            laughs.append(", 'd" + i + "': {'allOf': [" + below + ", " + below + "]}");
        }

        assertThatThrownBy(() -> schema(laughs + "}}"))
                .hasMessageContaining("more than " + SchemaRules.MAX_SCHEMAS + " schemas");
    }

    @Test
    void a_schema_that_is_too_deep_or_too_long_is_refused() {
        String deep = "{'not': ".repeat(40) + "{}" + "}".repeat(40);

        assertThatThrownBy(() -> schema(deep)).hasMessageContaining("deeper than 32");
        assertThatThrownBy(() -> schema("{'x': ".repeat(200) + "1" + "}".repeat(200)))
                .hasMessageContaining("inside of each other");
        assertThatThrownBy(() -> schema("{'title': '" + "x".repeat(70_000) + "'}"))
                .hasMessageContaining("65536 characters");
    }
}
