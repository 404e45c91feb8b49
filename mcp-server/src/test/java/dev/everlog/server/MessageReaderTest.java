package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.tools.Aliases;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
    private final MessageReader reader =
            new MessageReader(new WireMapper(error -> error, Aliases.NONE).json());

    @Test
    void a_request_keeps_its_id_and_its_numbers() {
        var request =
                (JSONRPCRequest)
                        message(
                                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"m\",\"params\":{\"x\":1e400}}");
        assertThat(request.id()).isEqualTo(7L);
        assertThat(request.params()).isEqualTo(Map.of("x", new BigDecimal("1e400")));
    }

    @Test
    void a_call_without_an_id_is_a_notification() {
        assertThat(message("{\"jsonrpc\":\"2.0\",\"method\":\"m\"}"))
                .isInstanceOf(JSONRPCNotification.class);
    }

    @Test
    void an_answer_of_the_client_is_understood() {
        assertThat(message("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{}}"))
                .isInstanceOf(JSONRPCResponse.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\t"})
    void an_empty_line_is_nothing(String line) {
        assertThat(read(line)).isEqualTo(new Incoming.Blank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "{",
                "{} {}",
                "{\"id\":1,\"id\":2}",
                "\uFEFF{}",
                "{\"a\":\"\0\"}"
            })
    void what_is_not_json_is_a_parse_error(String line) {
        assertThat(fault(line).code()).isEqualTo(ErrorCodes.PARSE_ERROR);
    }

    @Test
    void depth_is_limited_and_the_limit_is_told() {
        var fault = fault("[".repeat(100_000));
        assertThat(fault.code()).isEqualTo(ErrorCodes.PARSE_ERROR);
        assertThat(fault.message()).contains("500 levels").doesNotContain("not valid JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"m\",\"params\":{\"x\":NaN}}",
                "{\"method\":\"m\",\"params\":{\"t\":\"}\\\"{\",\"id\":1,\"x\":NaN},\"jsonrpc\":\"2.0\",\"id\":7}",
                "{\"method\":\"m\",\"params\":{\"x\":[DEEP]},\"jsonrpc\":\"2.0\",\"id\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"m\",\"params\":{\"x\":"
            })
    void an_unreadable_request_is_answered_under_its_id_wherever_that_stands(String line) {
        var fault = fault(line.replace("DEEP", "[".repeat(600) + "]".repeat(600)));
        assertThat(fault.code()).isEqualTo(ErrorCodes.PARSE_ERROR);
        assertThat(fault.id()).isEqualTo(7L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"m\",\"params\":{\"id\":7,\"x\":NaN}}",
                "{\"method\":\"m\",\"id\":7",
                "{\"id\":7,\"result\":{\"x\":NaN}}",
                "[{\"method\":\"m\",\"id\":7,\"x\":NaN}]",
                "{\"method\":\"m\",\"id\":7.5,\"x\":{NaN}}"
            })
    void an_id_that_is_not_surely_a_requests_is_not_taken(String line) {
        assertThat(fault(line).id()).isNull();
    }

    @Test
    void a_request_that_is_not_utf8_is_answered_under_its_id() {
        byte[] line =
                "{\"id\":\"a\",\"method\":\"m\",\"params\":{\"x\":\"\u00ff\"}}"
                        .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(((Incoming.Fault) reader.read(ByteBuffer.wrap(line))).id()).isEqualTo("a");
    }

    @Test
    void bytes_that_are_not_utf8_are_a_parse_error() {
        var fault =
                (Incoming.Fault) reader.read(ByteBuffer.wrap(new byte[] {'"', (byte) 0xFF, '"'}));
        assertThat(fault.code()).isEqualTo(ErrorCodes.PARSE_ERROR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}] | batches",
                "17 | not a JSON-RPC 2.0 object",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"m\"} | not a JSON-RPC 2.0 object",
                "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"m\"} | not a JSON-RPC 2.0 object",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"m\"} | an id is",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"m\"} | an id is",
                "{\"jsonrpc\":\"2.0\",\"id\":99999999999999999999,\"method\":\"m\"} | an id is",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5} | method is a string",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":[]} | params is an object",
                "{\"jsonrpc\":\"2.0\",\"id\":1} | neither a call nor an answer"
            })
    void what_is_no_message_is_an_invalid_request_that_says_why(String line, String why) {
        assertThat(fault(line).code()).isEqualTo(ErrorCodes.INVALID_REQUEST);
        assertThat(fault(line).message()).contains(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":5}",
                "{\"name\":\"get_stats\",\"arguments\":[]}",
                "{\"name\":\"get_stats\",\"arguments\":\"x\"}"
            })
    void a_call_of_a_tool_has_a_name_and_an_object_of_arguments(String params) {
        var fault =
                fault(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                                + params
                                + "}");
        assertThat(fault.code()).isEqualTo(ErrorCodes.INVALID_PARAMS);
        assertThat(fault.message()).contains("get_stats");
    }

    @Test
    void half_a_character_is_refused_under_the_id_of_its_request() {
        var fault =
                fault(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"m\",\"params\":{\"t\":\"\\ud800\"}}");
        assertThat(fault.code()).isEqualTo(ErrorCodes.INVALID_PARAMS);
        assertThat(fault.id()).isEqualTo("x");
    }

    private Object message(String line) {
        return ((Incoming.Message) read(line)).message();
    }

    private Incoming.Fault fault(String line) {
        return (Incoming.Fault) read(line);
    }

    private Incoming read(String line) {
        return reader.read(StandardCharsets.UTF_8.encode(line));
    }
}
