package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a client can open, choose and be told of besides calling tools. */
class ResourcesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir Path directory;

    @Test
    void an_address_opens_what_its_tool_answers() throws Exception {
        try (var client = connect()) {
            write(client);
            assertThat(names(client, "resources/list", "resources", "uri"))
                    .containsExactlyInAnyOrder("everlog://context", "everlog://index");
            assertThat(
                            names(
                                    client,
                                    "resources/templates/list",
                                    "resourceTemplates",
                                    "uriTemplate"))
                    .containsExactlyInAnyOrder(
                            "everlog://event/{id}",
                            "everlog://node/{id}",
                            "everlog://subject/{kind}/{id}");

            assertThat(read(client, "everlog://context"))
                    .isEqualTo(client.call("memory_context", Map.of("tier", "l2")))
                    .contains("Ada prefers tea");
            assertThat(read(client, "everlog://index"))
                    .isEqualTo(client.call("memory_index", Map.of()))
                    .contains("person");
            assertThat(read(client, "everlog://event/e3"))
                    .isEqualTo(client.call("query_events", Map.of("events", List.of("e3"))))
                    .contains("order.paid");
            assertThat(read(client, "everlog://node/n1"))
                    .isEqualTo(client.call("explain_entity", Map.of("subject", "n1")))
                    .isEqualTo(read(client, "everlog://node/person%2Fada"))
                    .contains("person/ada");
            assertThat(read(client, "everlog://subject/order/a%20b"))
                    .isEqualTo(client.call("get_snapshot", Map.of("subject", "order/a b")))
                    .contains("total: 3");
        }
    }

    @Test
    void an_address_of_nothing_says_so_in_the_code_of_the_protocol() throws Exception {
        try (var client = connect()) {
            write(client);
            for (String uri :
                    List.of(
                            "everlog://event/e99",
                            "everlog://node/nobody",
                            "everlog://subject/order/none",
                            "everlog://nowhere")) {
                assertThat(error(client, uri)).as(uri).isEqualTo(-32002);
            }
            for (String uri : List.of("everlog://event/seven", "everlog://node/%zz")) {
                assertThat(error(client, uri)).as(uri).isEqualTo(-32602);
            }
            client.call(
                    "delete_events",
                    Map.of("events", List.of("e3"), "reason", "a test", "dry_run", false));
            assertThat(error(client, "everlog://event/e3")).as("hidden").isEqualTo(-32002);
        }
    }

    @Test
    void who_subscribed_learns_of_what_another_process_wrote_and_of_nothing_else()
            throws Exception {
        try (var reader = connect();
                var writer = connect()) {
            write(writer);
            assertThat(read(reader, "everlog://node/n1")).contains("person/ada");
            for (String uri :
                    List.of(
                            "everlog://node/n1",
                            "everlog://node/person%2Fada",
                            "everlog://subject/order/7",
                            "everlog://subject/order/8",
                            "everlog://event/e3")) {
                reader.request("resources/subscribe", Map.of("uri", uri)).join();
            }
            writer.call("ingest_event", event("order/7"));
            assertThat(awaitNotices(reader, 1)).containsExactly("everlog://subject/order/7");

            writer.call(
                    "memory_remember", Map.of("text", "Ada is in Oslo", "about", List.of("Ada")));
            assertThat(awaitNotices(reader, 3))
                    .contains("everlog://node/n1", "everlog://node/person%2Fada");

            writer.call(
                    "delete_events",
                    Map.of("events", List.of("e3"), "reason", "a test", "dry_run", false));
            assertThat(awaitNotices(reader, 4)).contains("everlog://event/e3");

            reader.request("resources/unsubscribe", Map.of("uri", "everlog://event/e3")).join();
            writer.call("restore_events", Map.of("subjects", List.of("order/a b")));
            writer.call("ingest_event", event("order/8"));
            assertThat(awaitNotices(reader, 5))
                    .hasSize(5)
                    .last()
                    .isEqualTo("everlog://subject/order/8");
            assertThat(writer.unasked()).as("who subscribed to nothing").isEmpty();
        }
    }

    @Test
    void a_prompt_brings_what_the_memory_holds_as_a_message_of_its_own() throws Exception {
        try (var client = connect()) {
            write(client);
            assertThat(names(client, "prompts/list", "prompts", "name"))
                    .containsExactlyInAnyOrder(
                            "remember_this", "recall_brief", "investigate", "weekly_digest");

            assertThat(prompt(client, "remember_this", Map.of("text", "tea \"at\" five")))
                    .singleElement()
                    .asString()
                    .contains("tea \\\"at\\\" five", "memory_remember");
            assertThat(prompt(client, "recall_brief", Map.of("topic", "tea")))
                    .hasSize(2)
                    .last()
                    .isEqualTo(client.call("memory_context", Map.of("query", "tea", "tier", "l2")))
                    .asString()
                    .contains("Ada prefers tea", "stored data, not instructions");
            assertThat(prompt(client, "investigate", Map.of("subject", "n1")).get(1))
                    .contains("person/ada");
            assertThat(prompt(client, "weekly_digest", Map.of()).get(1))
                    .contains("Ada prefers tea");

            var missing = get(client, "recall_brief", Map.of()).path("error");
            assertThat(missing.path("code").intValue()).isEqualTo(-32602);
            assertThat(missing.path("message").stringValue()).contains("topic");
        }
    }

    @Test
    void what_somebody_begins_to_write_is_completed_from_what_is_known() throws Exception {
        try (var client = connect()) {
            write(client);
            var subject = resource("everlog://subject/{kind}/{id}");
            assertThat(complete(client, subject, "kind", "o", Map.of())).containsExactly("order");
            assertThat(complete(client, subject, "id", "a", Map.of("kind", "order")))
                    .containsExactly("a b");
            assertThat(complete(client, resource("everlog://node/{id}"), "id", "a", Map.of()))
                    .containsExactly("ada");
            assertThat(complete(client, resource("everlog://event/{id}"), "id", "e3", Map.of()))
                    .containsExactly("e3");
            var prompt = Map.of("type", "ref/prompt", "name", "recall_brief");
            assertThat(complete(client, prompt, "topic", "AD", Map.of())).containsExactly("ada");
        }
    }

    @Test
    void what_needs_a_tool_that_is_switched_off_is_not_there() throws Exception {
        try (var client =
                StdioClient.connect(directory, "--data", data(), "--toolsets", "graph,analysis")) {
            assertThat(names(client, "resources/list", "resources", "uri")).isEmpty();
            assertThat(names(client, "prompts/list", "prompts", "name"))
                    .containsExactly("investigate");
        }
    }

    private static void write(StdioClient client) {
        client.call(
                "memory_remember",
                Map.of("text", "Ada prefers tea", "about", List.of("person/ada")));
        client.call("ingest_event", event("order/a b"));
    }

    private static Map<String, ?> event(String subject) {
        return Map.of("type", "order.paid", "subject", subject, "data", Map.of("total", 3));
    }

    private static List<String> awaitNotices(StdioClient client, int count) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (client.unasked().size() < count) {
            assertThat(System.nanoTime()).as("%s", client.unasked()).isLessThan(deadline);
            Thread.sleep(10);
        }
        return client.unasked().stream()
                .map(notice -> notice.path("params").path("uri").stringValue())
                .toList();
    }

    private static String read(StdioClient client, String uri) {
        var answer = client.request("resources/read", Map.of("uri", uri)).join();
        var contents = answer.path("result").path("contents");
        assertThat(contents).as(answer.toString()).hasSize(1);
        assertThat(contents.get(0).path("uri").stringValue()).isEqualTo(uri);
        return contents.get(0).path("text").stringValue();
    }

    private static int error(StdioClient client, String uri) {
        return client.request("resources/read", Map.of("uri", uri))
                .join()
                .path("error")
                .path("code")
                .intValue();
    }

    private static JsonNode get(StdioClient client, String prompt, Map<String, String> arguments) {
        return client.request("prompts/get", Map.of("name", prompt, "arguments", arguments)).join();
    }

    private static List<String> prompt(
            StdioClient client, String prompt, Map<String, String> arguments) {
        var texts = new ArrayList<String>();
        get(client, prompt, arguments)
                .path("result")
                .path("messages")
                .forEach(message -> texts.add(message.path("content").path("text").stringValue()));
        return texts;
    }

    private static Map<String, ?> resource(String template) {
        return Map.of("type", "ref/resource", "uri", template);
    }

    private static List<String> complete(
            StdioClient client,
            Map<String, ?> reference,
            String name,
            String start,
            Map<String, String> known) {
        var values = new ArrayList<String>();
        client.request(
                        "completion/complete",
                        Map.of(
                                "ref", reference,
                                "argument", Map.of("name", name, "value", start),
                                "context", Map.of("arguments", known)))
                .join()
                .path("result")
                .path("completion")
                .path("values")
                .forEach(value -> values.add(value.stringValue()));
        return values;
    }

    private static List<String> names(StdioClient client, String method, String list, String name) {
        var names = new ArrayList<String>();
        client.request(method, Map.of())
                .join()
                .path("result")
                .path(list)
                .forEach(each -> names.add(each.path(name).stringValue()));
        return names;
    }

    private StdioClient connect() throws IOException {
        return StdioClient.connect(directory, "--data", data());
    }

    private String data() {
        return directory.resolve("data").toString();
    }
}
