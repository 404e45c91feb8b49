package dev.everlog.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A call of each reading tool that is like its example, about other things each time; all of them were there already
 * when nine tenths of the log were written. Immutable.
 *
 * @param memories subjects of some
 * @param texts of the same
 * @param people whom they are about
 * @param orders subjects of some
 * @param end last position of the log
 */
record ToolCalls(
        List<String> memories,
        List<String> texts,
        List<String> people,
        List<String> orders,
        long end) {
    private static final int SAMPLES = 10;
    private static final int SAMPLE = 40;
    private static final int MAX_TOKENS = 25_000;
    private static final String TYPES =
            "SELECT type, count(*) AS n FROM events WHERE subject = ? GROUP BY type";

    /** Milliseconds that the median call may take; what reads whole logs or asks the model has none. */
    enum Aim {
        LOOKUP(0.5),
        QUERY(3),
        NONE(Double.POSITIVE_INFINITY);

        final double millis;

        Aim(double millis) {
            this.millis = millis;
        }
    }

    /** @param arguments for the next call */
    record Call(Aim aim, Function<Random, Map<String, ?>> arguments) {}

    /** Asks a server that has read its log. */
    static ToolCalls of(McpProcess server) {
        long end = server.json("get_stats", Map.of("format", "json")).get("log_end").asLong();
        var memories = sample(server, "memory.remembered", end);
        return new ToolCalls(
                texts(memories, "/subject"),
                texts(memories, "/data/text"),
                texts(memories, "/data/about/0/node"),
                texts(sample(server, "order.changed", end), "/subject"),
                end);
    }

    private static List<String> texts(List<JsonNode> events, String pointer) {
        return events.stream().map(event -> event.at(pointer).asString()).distinct().toList();
    }

    private static List<JsonNode> sample(McpProcess server, String type, long end) {
        List<JsonNode> events = new ArrayList<>();
        for (int seed = 0; seed < SAMPLES; seed++) {
            Map<String, ?> asked =
                    Map.of(
                            "types",
                            List.of(type),
                            "size",
                            SAMPLE,
                            "seed",
                            seed,
                            "as_of",
                            past(end),
                            "max_tokens",
                            MAX_TOKENS,
                            "format",
                            "json");
            server.json("sample_events", asked).get("items").forEach(events::add);
        }
        return events;
    }

    private static String past(long end) {
        return "e" + end * 9 / 10;
    }

    /** By name of the tool. */
    Map<String, Call> all() {
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("get_stats", lookup(random -> Map.of()));
        calls.put("sample_events", query(random -> Map.of("size", 10, "seed", random.nextInt())));
        calls.put("get_cluster_status", lookup(random -> Map.of()));
        calls.put("list_schemas", query(random -> Map.of("type", "order.*")));
        calls.put("query_events", query(random -> Map.of("subjects", List.of(order(random)))));
        calls.put("semantic_search_events", free(random -> Map.of("query", words(random))));
        calls.put("hybrid_search", free(random -> Map.of("query", words(random))));
        calls.put(
                "query_sql",
                free(random -> Map.of("sql", TYPES, "parameters", List.of(order(random)))));
        states(calls);
        insights(calls);
        memories(calls);
        graph(calls);
        return calls;
    }

    private void states(Map<String, Call> calls) {
        calls.put("get_snapshot", lookup(random -> Map.of("subject", order(random))));
        calls.put(
                "reconstruct_state",
                lookup(random -> Map.of("subject", order(random), "include_history", true)));
        calls.put(
                "analyze_changes",
                query(random -> Map.of("subject", order(random), "from", "e" + end / 2)));
        calls.put("event_timeline", query(random -> Map.of("subject", order(random))));
        calls.put("explain_entity", query(random -> Map.of("subject", order(random))));
        calls.put("compare_entities", query(random -> Map.of("subjects", two(random))));
    }

    private void insights(Map<String, Call> calls) {
        calls.put("find_patterns", free(random -> Map.of("types", List.of("order.*"))));
        calls.put("detect_anomalies", free(random -> Map.of("types", List.of("order.*"))));
        calls.put("get_session_context", query(random -> Map.of()));
        calls.put("export_events", free(random -> Map.of("subjects", List.of(order(random)))));
    }

    private void memories(Map<String, Call> calls) {
        calls.put("memory_recall", free(random -> Map.of("query", words(random), "limit", 10)));
        calls.put("memory_context", free(random -> Map.of("query", words(random))));
        calls.put("memory_index", query(random -> Map.of("domain", "person")));
        calls.put("memory_history", lookup(random -> Map.of("node", memory(random))));
        calls.put("memory_provenance", lookup(random -> Map.of("node", memory(random))));
        calls.put("memory_stats", lookup(random -> Map.of()));
    }

    private void graph(Map<String, Call> calls) {
        calls.put(
                "memory_search",
                query(random -> Map.of("text", person(random).substring("person/".length()))));
        calls.put("memory_neighbors", query(random -> Map.of("node", person(random))));
        calls.put(
                "memory_shortest_path",
                query(random -> Map.of("from", person(random), "to", memory(random))));
        calls.put("memory_similar", free(random -> Map.of("id", memory(random), "top_k", 10)));
        calls.put("memory_list_projections", lookup(random -> Map.of()));
        calls.put(
                "memory_get_projection",
                lookup(random -> Map.of("name", "orders", "subject", order(random))));
    }

    /** The same call as of when nine tenths of the log were written. */
    Map<String, ?> past(Map<String, ?> arguments) {
        Map<String, Object> past = new HashMap<>(arguments);
        past.put("as_of", past(end));
        return past;
    }

    /** Two words that one of the memories has. */
    String words(Random random) {
        String[] words = any(texts, random).strip().split(" ", -1);
        return words[random.nextInt(words.length)] + " " + words[random.nextInt(words.length)];
    }

    String memory(Random random) {
        return any(memories, random);
    }

    private String order(Random random) {
        return any(orders, random);
    }

    private List<String> two(Random random) {
        int one = random.nextInt(orders.size() - 1);
        return orders.subList(one, one + 2);
    }

    private String person(Random random) {
        return any(people, random);
    }

    private static String any(List<String> those, Random random) {
        return those.get(random.nextInt(those.size()));
    }

    private static Call lookup(Function<Random, Map<String, ?>> arguments) {
        return new Call(Aim.LOOKUP, arguments);
    }

    private static Call query(Function<Random, Map<String, ?>> arguments) {
        return new Call(Aim.QUERY, arguments);
    }

    private static Call free(Function<Random, Map<String, ?>> arguments) {
        return new Call(Aim.NONE, arguments);
    }
}
