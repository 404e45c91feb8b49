package dev.everlog.memory.moving;

import dev.everlog.memory.AddEdge;
import dev.everlog.memory.AddNode;
import dev.everlog.memory.MemoryException;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Validity;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The graph of the official MCP memory server: entities become nodes, their observations memories about them, relations
 * edges. Entities come first, whatever the order of the file. All of the file is in memory, as it is in that server.
 * Confined.
 */
final class GraphEntries implements Entries {
    static final String SOURCE = "server-memory";
    private static final Pattern NOT_OF_A_WORD = Pattern.compile("[^\\p{L}\\p{N}_-]+");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final int MAX_WORD = 64;

    /** Of a digest: enough for the spellings of one name. */
    private static final int KEY_DIGITS = 8;

    private final Queue<Entry> entries = new ArrayDeque<>();

    /** First name of the file that a type and a name stand for in whatever case. */
    private final Map<List<String>, String> spellings = new HashMap<>();

    GraphEntries(Rows rows) throws IOException {
        List<Entry> others = new ArrayList<>();
        List<Rows.Row> relations = new ArrayList<>();
        try (rows) {
            for (Rows.Row row = rows.next(); row != null; row = rows.next()) {
                ObjectNode fields = row.fields();
                if (fields == null) {
                    others.add(new Entry.Refused(row.line(), row.why()));
                } else if (type(fields).equals("entity")) {
                    entries.add(entity(row.line(), fields));
                } else if (type(fields).equals("relation")) {
                    relations.add(row);
                } else {
                    others.add(
                            new Entry.Refused(
                                    row.line(), "its type is neither entity nor relation"));
                }
            }
        }
        Set<String> several = several(relations);
        relations.forEach(row -> entries.add(relation(row, several)));
        entries.addAll(others);
    }

    private static String type(ObjectNode fields) {
        return fields.path("type").asString("");
    }

    @Override
    public @Nullable Entry next() {
        return entries.poll();
    }

    private Entry entity(long line, ObjectNode fields) {
        try {
            String name = text("name", fields);
            List<Entry.Thing> things = new ArrayList<>();
            things.add(new Entry.NewNode(name, node(name, text("entityType", fields))));
            for (JsonNode observation : fields.path("observations")) {
                things.add(new Entry.NewMemory(memory(observation.asString("")), name));
            }
            return new Entry.OfThings(line, things);
        } catch (MemoryException | IllegalArgumentException e) {
            return new Entry.Refused(line, String.valueOf(e.getMessage()));
        }
    }

    /** Types there are any text; as a word it is the node's type, and the text is kept when it is another. */
    private AddNode node(String name, String entityType) {
        String word = word(entityType);
        String type =
                AddNode.RESERVED.contains(word.toLowerCase(Locale.ROOT)) ? word + "_entity" : word;
        return new AddNode(
                type,
                name,
                original("entity_type", entityType, type),
                key(type.toLowerCase(Locale.ROOT), name),
                null,
                Validity.ALWAYS);
    }

    /** There two names are two entities, here they are one node if only their case differs, but for keys of their own. */
    private @Nullable String key(String type, String name) {
        String folded = folded(name);
        String first = spellings.putIfAbsent(List.of(type, folded), name);
        return first == null || first.equals(name)
                ? null
                : type + "/" + word(folded) + "-" + Sha256.hex(name).substring(0, KEY_DIGITS);
    }

    private static String folded(String name) {
        String lower = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return SPACES.matcher(lower).replaceAll(" ").strip();
    }

    private static Remember memory(String observation) {
        return new Remember(
                observation, null, null, null, null, null, null, Validity.ALWAYS, SOURCE, null);
    }

    private static Entry relation(Rows.Row row, Set<String> several) {
        ObjectNode fields = Objects.requireNonNull(row.fields());
        try {
            String said = text("relationType", fields);
            String relation = word(said);
            AddEdge edge =
                    new AddEdge(
                            text("from", fields),
                            text("to", fields),
                            relation,
                            original("relation_type", said, relation),
                            null,
                            Validity.ALWAYS,
                            several.contains(relation) ? false : null);
            return new Entry.OfThings(row.line(), List.of(new Entry.NewEdge(edge)));
        } catch (MemoryException | IllegalArgumentException e) {
            return new Entry.Refused(row.line(), String.valueOf(e.getMessage()));
        }
    }

    /** Relations of which an entity of the file has more than one target: there all of them hold at once. */
    private static Set<String> several(List<Rows.Row> relations) {
        Map<List<String>, String> targets = new HashMap<>();
        Set<String> several = new HashSet<>();
        for (Rows.Row row : relations) {
            ObjectNode fields = Objects.requireNonNull(row.fields());
            String relation = word(fields.path("relationType").asString(""));
            String target = fields.path("to").asString("");
            String other = targets.put(List.of(fields.path("from").asString(""), relation), target);
            if (other != null && !other.equals(target)) {
                several.add(relation);
            }
        }
        return several;
    }

    private static ObjectNode original(String name, String said, String word) {
        ObjectNode properties = Rows.JSON.createObjectNode();
        return said.equals(word) ? properties : properties.put(name, said);
    }

    /** A text as one word, for instance {@code works_at} of {@code works at}. */
    static String word(String text) {
        String word = NOT_OF_A_WORD.matcher(text.strip()).replaceAll("_");
        String begun =
                word.isEmpty() || word.startsWith("_") || word.startsWith("-") ? "x" + word : word;
        return begun.length() <= MAX_WORD ? begun : begun.substring(0, MAX_WORD);
    }

    private static String text(String name, ObjectNode fields) {
        JsonNode value = fields.path(name);
        if (!value.isString()) {
            throw new IllegalArgumentException("it has no text " + name);
        }
        return value.stringValue();
    }

    @Override
    public void close() {}
}
