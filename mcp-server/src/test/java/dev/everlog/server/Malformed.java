package dev.everlog.server;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message that is none, and what its sender is to be told.
 *
 * @param latin its bytes without a line break, each as one character
 * @param code of JSON-RPC that the answer has
 * @param id of the request, which the answer has too, or null where it could not be read
 */
record Malformed(String latin, int code, String id) {
    private static final int PARSE = -32_700;
    private static final int INVALID = -32_600;
    private static final int NO_METHOD = -32_601;
    private static final int PARAMS = -32_602;

    private static final int OK = 200;
    private static final int BAD = 400;
    private static final int TOO_LARGE = 413;

    private static final int DEEP = 100_000;
    private static final int LONG_BYTES = 50 << 20;
    private static final String[] NO_IDS = {
        "null", "1.5", "1e3", "true", "[]", "{}", "9223372036854775808", "7".repeat(900)
    };
    private static final String[] NO_METHODS = {"5", "null", "[]", "{}", "true"};
    private static final String[] NO_PARAMS = {"[]", "5", "\"x\"", "true", "[{}]"};
    private static final String[] NO_CALLS = {
        "{}",
        "{\"name\":5}",
        "{\"name\":null}",
        "{\"name\":\"nothing_like_it\"}",
        "{\"name\":\"memory_recall\",\"arguments\":\"x\"}",
        "{\"name\":\"memory_recall\",\"arguments\":[1]}"
    };

    /** Ways to be wrong. */
    private enum Way {
        TRUNCATED,
        GARBAGE,
        NOT_UTF8,
        NUL,
        BYTE_ORDER_MARK,
        REPEATED_MEMBER,
        TWO_VALUES,
        NOT_JSON_NUMBER,
        BATCH,
        NO_OBJECT,
        OTHER_VERSION,
        NO_ID,
        NO_METHOD,
        NO_PARAMS,
        NO_ANSWER,
        HALF_CHARACTER,
        UNKNOWN_METHOD,
        NO_CALL
    }

    /** One by chance; its id is of its own. */
    static Malformed any(Random random, int number) {
        Way[] ways = Way.values();
        return of(ways[random.nextInt(ways.length)], random, "x" + number);
    }

    /** Deeper than any parser should follow. */
    static Malformed deep(int number) {
        String id = "deep" + number;
        return text(call(id, "ping", "[".repeat(DEEP) + "]".repeat(DEEP)), PARSE, id);
    }

    /** Larger than any message may be. */
    static Malformed large(int number) {
        String id = "large" + number;
        return text(call(id, "ping", "{\"t\":\"" + "x".repeat(LONG_BYTES) + "\"}"), INVALID, id);
    }

    byte[] bytes() {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return "%d %s: %s".formatted(code, id, latin.substring(0, Math.min(latin.length(), 300)));
    }

    /** Whether this is the right error, told to whom it concerns. */
    boolean answersItsId(JsonNode answer) {
        return hasCode(answer) && answer.path("id").asString("").equals(id);
    }

    /** Whether this is the right error for a message whose id could not be read. */
    boolean answersNoId(JsonNode answer) {
        return hasCode(answer) && answer.path("id").isNull();
    }

    private boolean hasCode(JsonNode answer) {
        return answer.path("error").path("code").asInt(0) == code;
    }

    /** Whether HTTP says so too: with status 400 what stdio says, 413 to what is too large, and calls have answers. */
    boolean isRefusedBy(HttpResponse<String> answer) {
        if (answer.statusCode() == TOO_LARGE) {
            return latin.length() > HttpServer.MAX_REQUEST_BYTES;
        }
        String body = answer.body().replaceFirst("(?s)^.*data: ?(?=\\{)", "");
        JsonNode error = JsonMapper.shared().readTree(body);
        return (answer.statusCode() == BAD || answer.statusCode() == OK)
                && (answersItsId(error) || answersNoId(error));
    }

    private static Malformed of(Way way, Random random, String id) {
        String whole = call(id, "tools/call", "{\"name\":\"get_stats\",\"arguments\":{}}");
        return switch (way) {
            case TRUNCATED ->
                    text(whole.substring(0, 1 + random.nextInt(whole.length() - 1)), PARSE, id);
            case GARBAGE -> new Malformed(garbage(random), PARSE, id);
            case NOT_UTF8 -> new Malformed(withByte(whole, random, 0xFF), PARSE, id);
            case NUL -> new Malformed(withByte(whole, random, 0), PARSE, id);
            case BYTE_ORDER_MARK -> text("\uFEFF" + whole, PARSE, id);
            case REPEATED_MEMBER ->
                    text(whole.replace("}}}", "}},\"id\":\"" + id + "\"}"), PARSE, id);
            case TWO_VALUES -> text(whole + " " + whole, PARSE, id);
            case NOT_JSON_NUMBER -> text(call(id, "ping", "{\"n\":NaN}"), PARSE, id);
            case BATCH ->
                    text(
                            random.nextBoolean() ? "[" + whole + "," + whole + "]" : "[]",
                            INVALID,
                            id);
            case NO_OBJECT -> text(one(random, "17", "\"x\"", "true", "null", "{}"), INVALID, id);
            case OTHER_VERSION ->
                    text(
                            whole.replace("\"2.0\"", one(random, "\"1.0\"", "2.0", "null")),
                            INVALID,
                            id);
            case NO_ID -> text(whole.replace("\"" + id + "\"", one(random, NO_IDS)), INVALID, id);
            case NO_METHOD ->
                    text(whole.replace("\"tools/call\"", one(random, NO_METHODS)), INVALID, id);
            case NO_PARAMS -> text(call(id, "tools/call", one(random, NO_PARAMS)), INVALID, id);
            case NO_ANSWER ->
                    text(
                            "{\"jsonrpc\":\"2.0\",\"id\":\""
                                    + id
                                    + "\""
                                    + one(random, "", ",\"result\":1,\"error\":{}")
                                    + "}",
                            INVALID,
                            id);
            case HALF_CHARACTER -> text(call(id, "ping", "{\"t\":\"\\ud83d\"}"), PARAMS, id);
            case UNKNOWN_METHOD -> text(call(id, "tools/" + id, "{}"), NO_METHOD, id);
            case NO_CALL -> text(call(id, "tools/call", one(random, NO_CALLS)), PARAMS, id);
        };
    }

    private static String call(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"method\":\"%s\",\"params\":%s}"
                .formatted(id, method, params);
    }

    private static Malformed text(String text, int code, String id) {
        return new Malformed(latin(text.getBytes(StandardCharsets.UTF_8)), code, id);
    }

    private static String one(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }

    /** Begins with a letter that no value begins with, and has no line break. */
    private static String garbage(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(400)];
        random.nextBytes(bytes);
        bytes[0] = 'x';
        IntStream.range(0, bytes.length)
                .filter(i -> bytes[i] == '\n' || bytes[i] == '\r')
                .forEach(i -> bytes[i] = 'y');
        return latin(bytes);
    }

    private static String withByte(String text, Random random, int value) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes[random.nextInt(bytes.length)] = (byte) value;
        return latin(bytes);
    }
}
