package dev.everlog.memory;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A thing with a name. Upsert by key, else by type and name in whatever case, which keeps the spelling it has; properties
 * are merged one by one, a null property is removed. Immutable as long as nobody writes to the properties.
 *
 * @param type one word, for instance {@code person}; {@code memory}, {@code edge} and {@code log} are reserved
 * @param key {@code kind/id}, or only the id; null for {@code <type>/<slug of the name>}
 * @param text something to be found by, in words; makes the node recallable like a memory
 */
public record AddNode(
        String type,
        String name,
        ObjectNode properties,
        @Nullable String key,
        @Nullable String text,
        Validity validity) {
    /** Types that stand for something else. */
    public static final List<String> RESERVED = List.of("memory", "edge", "log", "session");

    public AddNode {
        Checks.word("type", type, "person");
        if (RESERVED.contains(type.toLowerCase(Locale.ROOT))) {
            throw MemoryException.invalid(
                    "the type " + type + " is reserved",
                    "use memory_remember for memories, or another word");
        }
        Checks.line("name", name, Remember.MAX_LINE);
        Checks.line("key", key, Remember.MAX_LINE);
        Checks.text("text", text, Remember.MAX_TEXT);
    }

    /** Nothing but a type and a name. */
    public static AddNode of(String type, String name) {
        return new AddNode(type, name, Json.empty(), null, null, Validity.ALWAYS);
    }

    /** CREATED, or MERGED into the node that had been there. */
    public enum Outcome {
        CREATED,
        MERGED
    }

    /**
     * The answer.
     *
     * @param changed names of properties whose value is another one now (also {@code name}, {@code type}, {@code text})
     * @param possibleDuplicates other nodes with the same name
     */
    public record Result(
            Receipt receipt,
            NodeRow node,
            Outcome outcome,
            List<String> changed,
            List<NodeRow> possibleDuplicates) {}
}
