package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.server.BoundedLines.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BoundedLinesTest {
    private static final int MAX_BYTES = 100_000;

    @Test
    void a_line_ends_at_its_line_break_or_with_the_input() throws IOException {
        assertThat(lines("a\nbc\r\n\nd")).containsExactly("a", "bc", "", "d");
    }

    @Test
    void nothing_follows_the_last_line_break() throws IOException {
        assertThat(lines("a\n")).containsExactly("a");
    }

    @Test
    void a_line_of_exactly_the_limit_is_whole() throws IOException {
        assertThat(lines("x".repeat(MAX_BYTES) + "\n")).containsExactly("x".repeat(MAX_BYTES));
    }

    @Test
    void an_oversized_line_is_skipped_and_the_next_one_read() throws IOException {
        assertThat(lines("x".repeat(3 * MAX_BYTES) + "\nnext\n"))
                .containsExactly("300000 bytes", "next");
    }

    @Test
    void an_oversized_line_without_an_end_is_reported() throws IOException {
        assertThat(lines("x".repeat(MAX_BYTES + 1))).containsExactly("100001 bytes");
    }

    @Test
    void an_oversized_request_tells_its_id() throws IOException {
        var request =
                "{\"method\":\"m\",\"params\":{\"x\":\"%s\"},\"id\":7}\n"
                        .formatted("x".repeat(3 * MAX_BYTES));
        assertThat(((Line.TooLong) split(request).next()).outline().requestId(JsonMapper.shared()))
                .isEqualTo(7L);
    }

    private static BoundedLines split(String text) {
        return new BoundedLines(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), MAX_BYTES);
    }

    private static List<String> lines(String text) throws IOException {
        var lines = split(text);
        List<String> read = new ArrayList<>();
        while (true) {
            switch (lines.next()) {
                case Line.Bytes(var bytes) ->
                        read.add(StandardCharsets.UTF_8.decode(bytes).toString());
                case Line.TooLong(var size, var _) -> read.add(size + " bytes");
                case Line.End() -> {
                    return read;
                }
            }
        }
    }
}
