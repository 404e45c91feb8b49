package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.memory.graph.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nodes that a request names, and drafts those that do not exist. Deterministic; for one decision, confined
 * to it.
 */
final class Linking {
    private final Reading reading;
    private final Instant now;
    private final Map<String, Decision.Draft> created = new LinkedHashMap<>();
    private final Map<String, String> createdByName = new HashMap<>();

    Linking(Reading reading, Instant now) {
        this.reading = reading;
        this.now = now;
    }

    /** Events for the nodes that did not exist. */
    List<Decision.Draft> drafts() {
        return List.copyOf(created.values());
    }

    /** That nobody else created one of them meanwhile, nor touched any of these subjects. */
    AppendCondition unchanged(List<String> subjects) {
        List<String> all = new ArrayList<>(created.keySet());
        all.addAll(subjects);
        return new AppendCondition.Unchanged(Set.copyOf(all), reading.position());
    }

    /**
     * By handle or subject, else by name: then the most recent node of this name, those of the wanted type first, else a
     * new node.
     */
    MemoryEvent.Link link(String given, String wantedType) {
        Node exact = References.exact(reading, given);
        if (exact != null) {
            return new MemoryEvent.Link(exact.key(), given, List.of());
        }
        if (References.isHandle(given)) {
            throw MemoryException.notFound(
                    "nothing is known as " + given + " as of " + reading.position(),
                    "give a name or a subject such as person/ada; what does not exist is created");
        }
        if (References.isSubject(given)) {
            return create(given, given, given.substring(given.indexOf('/') + 1));
        }
        List<Node> named =
                References.named(reading, given).stream()
                        .sorted(Comparator.comparing(node -> !typeOf(node).equals(wantedType)))
                        .toList();
        String justCreated = createdByName.get(Words.fold(given));
        if (named.isEmpty() && justCreated != null) {
            return new MemoryEvent.Link(justCreated, given, List.of());
        }
        if (named.isEmpty()) {
            return create(newKey(wantedType, given), given, given.strip());
        }
        return new MemoryEvent.Link(
                named.getFirst().key(), given, named.stream().skip(1).map(Node::key).toList());
    }

    private String typeOf(Node node) {
        return reading.type(node.number());
    }

    private String newKey(String type, String name) {
        String key = freeKey(reading, type, name);
        return created.containsKey(key) ? withDigest(key, name) : key;
    }

    private MemoryEvent.Link create(String key, String given, String name) {
        String type = key.substring(0, key.indexOf('/'));
        if (AddNode.RESERVED.contains(type)) {
            throw MemoryException.notFound(
                    "nothing is known as " + given + " as of " + reading.position(),
                    "subjects that begin with " + type + "/ cannot be created by naming them");
        }
        createdByName.putIfAbsent(Words.fold(name), key);
        created.computeIfAbsent(
                key,
                subject ->
                        Decision.Draft.of(
                                subject,
                                now,
                                new MemoryEvent.NodeRecorded(
                                        type, name, Json.empty(), null, null, null)));
        return new MemoryEvent.Link(key, given, List.of());
    }

    /** {@code <type>/<slug>}; with a digest behind it when another name has the same slug ("C++", "C#"). */
    static String freeKey(Reading reading, String type, String name) {
        String key = type.toLowerCase(Locale.ROOT) + "/" + Words.slug(name);
        Node there = References.exact(reading, key);
        boolean taken =
                there != null && !Words.fold(reading.name(there.number())).equals(Words.fold(name));
        return taken ? withDigest(key, name) : key;
    }

    private static String withDigest(String key, String name) {
        return key + "-" + Canonical.digest(Words.fold(name)).substring(0, 8);
    }

    /** The visible node of a type and a name, or null. */
    static @Nullable Node sameNode(Reading reading, String type, String name) {
        return References.named(reading, name).stream()
                .filter(node -> reading.type(node.number()).equalsIgnoreCase(type))
                .findFirst()
                .orElse(null);
    }
}
