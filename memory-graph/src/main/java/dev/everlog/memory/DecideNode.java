package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.memory.graph.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules of adding a node. Pure. */
final class DecideNode {
    private DecideNode() {}

    /** Who means a node by its name does not rename it: however it is spelled then, the first spelling stays. */
    static Decision decide(Reading reading, AddNode request, Instant now) {
        String subject = subject(reading, request);
        Node named = request.key() == null ? References.exact(reading, subject) : null;
        MemoryEvent event =
                new MemoryEvent.NodeRecorded(
                        named == null ? request.type() : type(reading, named, request),
                        named == null ? request.name().strip() : reading.name(named.number()),
                        request.properties(),
                        request.text(),
                        request.validity().from(),
                        request.validity().to());
        return new Decision(
                List.of(Decision.Draft.of(subject, now, event)),
                new AppendCondition.Unchanged(Set.of(subject), reading.position()));
    }

    private static String type(Reading reading, Node named, AddNode request) {
        String type = reading.type(named.number());
        return type.equalsIgnoreCase(request.type()) ? type : request.type();
    }

    private static String subject(Reading reading, AddNode request) {
        String key = request.key();
        if (key == null) {
            Node same = Linking.sameNode(reading, request.type(), request.name());
            return same != null
                    ? same.key()
                    : Linking.freeKey(reading, request.type(), request.name());
        }
        String subject = key.contains("/") ? key : request.type() + "/" + key;
        if (AddNode.RESERVED.contains(subject.substring(0, subject.indexOf('/')))) {
            throw MemoryException.invalid(
                    "the key " + key + " begins with a reserved kind", "for example person/ada");
        }
        return subject;
    }

    /**
     * The answer, from what was written alone.
     *
     * @param after as of the last event written
     * @param before as of the event before it
     */
    static AddNode.Result answer(Written written, Reading after, Reading before) {
        String key = written.last().subject();
        Node node = Objects.requireNonNull(after.states().graph().graph.find(key));
        boolean known = before.showsNode(node.number());
        NodeRow row = after.node(node.number());
        return new AddNode.Result(
                written.receipt(),
                row,
                known ? AddNode.Outcome.MERGED : AddNode.Outcome.CREATED,
                changed(known ? before.node(node.number()) : null, row),
                References.named(after, row.name()).stream()
                        .filter(other -> other != node)
                        .map(other -> after.node(other.number()))
                        .toList());
    }

    private static List<String> changed(@Nullable NodeRow before, NodeRow after) {
        List<String> changed = new ArrayList<>();
        if (before == null) {
            changed.addAll(after.properties().propertyNames());
            return List.copyOf(changed);
        }
        if (!before.name().equals(after.name())) {
            changed.add("name");
        }
        if (!before.type().equals(after.type())) {
            changed.add("type");
        }
        if (!Objects.equals(text(before), text(after))) {
            changed.add("text");
        }
        changed.addAll(changedMembers(before.properties(), after.properties()));
        return List.copyOf(changed);
    }

    private static @Nullable String text(NodeRow row) {
        TextVersion text = row.text();
        return text == null ? null : text.text();
    }

    private static Set<String> changedMembers(ObjectNode before, ObjectNode after) {
        Set<String> names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        names.removeIf(name -> {
            @Nullable JsonNode old = before.get(name);
            return Objects.equals(old, after.get(name));
        });
        return names;
    }
}
