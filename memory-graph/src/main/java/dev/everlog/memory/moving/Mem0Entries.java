package dev.everlog.memory.moving;

import dev.everlog.memory.AddEdge;
import dev.everlog.memory.AddNode;
import dev.everlog.memory.ImportBatch;
import dev.everlog.memory.Ingest;
import dev.everlog.memory.MemoryException;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Validity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Memories of mem0: each row is kept as an event about {@code mem0/<id>}, whole, and what it says is remembered with that
 * as its source. A graph's {@code relations} become nodes and edges. Confined.
 */
final class Mem0Entries implements Entries {
    static final String TYPE = "mem0.exported";
    private static final String RELATIONS = "relations";

    /** Where versions of mem0 keep the text, the newest first. */
    private static final List<String> TEXTS = List.of("memory", "text", "data");

    private final DocumentRows rows;

    Mem0Entries(DocumentRows rows) {
        this.rows = rows;
    }

    @Override
    public @Nullable Entry next() throws IOException {
        Rows.Row row = rows.next();
        if (row == null) {
            return null;
        }
        ObjectNode fields = row.fields();
        if (fields == null) {
            return new Entry.Refused(row.line(), row.why());
        }
        try {
            return new Entry.OfThings(
                    row.line(), rows.list().equals(RELATIONS) ? relation(fields) : memory(fields));
        } catch (MemoryException | IllegalArgumentException e) {
            return new Entry.Refused(row.line(), String.valueOf(e.getMessage()));
        } catch (DateTimeException e) {
            return new Entry.Refused(row.line(), EventEntries.Times.WANTED);
        }
    }

    private static List<Entry.Thing> memory(ObjectNode row) {
        String digest =
                UUID.nameUUIDFromBytes(row.toString().getBytes(StandardCharsets.UTF_8)).toString();
        String id = row.path("id").isMissingNode() ? digest : row.path("id").asString(digest);
        String subject = "mem0/" + id;
        Instant created = EventEntries.Times.of(optional("created_at", row));
        Ingest.Item said =
                new Ingest.Item(
                        UUID.nameUUIDFromBytes(("mem0 " + row).getBytes(StandardCharsets.UTF_8)),
                        TYPE,
                        subject,
                        row,
                        created,
                        null,
                        null,
                        null);
        EventEntries.requireEvent(said);
        Remember memory =
                new Remember(
                        text(row),
                        null,
                        about(row),
                        subject,
                        created,
                        null,
                        tags(row),
                        Validity.ALWAYS,
                        subject,
                        null);
        return List.of(
                new Entry.NewEvent(new ImportBatch.Item(said, null, null, null)),
                new Entry.NewMemory(memory, null));
    }

    private static String text(ObjectNode row) {
        return TEXTS.stream()
                .map(row::path)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "it has no text: none of " + String.join(", ", TEXTS)));
    }

    /** Whose memory it is. */
    private static List<String> about(ObjectNode row) {
        List<String> about = new ArrayList<>();
        String user = optional("user_id", row);
        if (user != null) {
            about.add("person/" + user);
        }
        String agent = optional("agent_id", row);
        if (agent != null) {
            about.add("agent/" + agent);
        }
        return about;
    }

    private static List<String> tags(ObjectNode row) {
        List<String> tags = new ArrayList<>();
        row.path("categories").forEach(category -> tags.add(category.asString("")));
        return tags;
    }

    private static List<Entry.Thing> relation(ObjectNode row) {
        String source = required("source", row);
        String target = required(row.has("target") ? "target" : "destination", row);
        String said = required("relationship", row);
        return List.of(
                new Entry.NewNode(source, node(source)),
                new Entry.NewNode(target, node(target)),
                new Entry.NewEdge(
                        new AddEdge(
                                source,
                                target,
                                GraphEntries.word(said),
                                row,
                                null,
                                Validity.ALWAYS,
                                null)));
    }

    private static AddNode node(String name) {
        return new AddNode(
                "entity", name, Rows.JSON.createObjectNode(), null, null, Validity.ALWAYS);
    }

    private static @Nullable String optional(String name, ObjectNode row) {
        JsonNode value = row.path(name);
        String text = value.asString("");
        return text.isBlank() ? null : text;
    }

    private static String required(String name, ObjectNode row) {
        String text = optional(name, row);
        if (text == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return text;
    }

    @Override
    public void close() {
        rows.close();
    }
}
