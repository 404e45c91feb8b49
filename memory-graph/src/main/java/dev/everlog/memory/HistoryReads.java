package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.EdgeVersion;
import dev.everlog.memory.graph.Node;
import dev.everlog.memory.graph.NodeVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every version of a node, memory or edge, with what it changed. */
final class HistoryReads {
    /** What is asked about. */
    private record Thing(String handle, String key, List<Long> positions) {}

    private HistoryReads() {}

    static History.Result history(
            Reading reading,
            History request,
            PageRequest page,
            @Nullable Cursor cursor,
            String print) {
        Thing thing = thing(reading, request.of());
        List<History.Version> all = new ArrayList<>(versions(reading, thing.positions));
        if (page.order() == PageRequest.Order.DESC) {
            Collections.reverse(all);
        }
        long last = cursor == null ? 0 : cursor.last();
        int from =
                (int)
                        all.stream()
                                .takeWhile(version -> last > 0 && !follows(version, last, page))
                                .count();
        int to = Math.min(all.size(), from + page.limit());
        List<History.Version> rows = all.subList(from, to);
        String next =
                to == all.size()
                        ? null
                        : new Cursor(
                                        reading.position().value(),
                                        rows.getLast().position().value(),
                                        Long.MIN_VALUE,
                                        Long.MAX_VALUE,
                                        print)
                                .toString();
        return new History.Result(
                thing.handle, thing.key, new Page<>(rows, reading.position(), next));
    }

    private static boolean follows(History.Version version, long last, PageRequest page) {
        long position = version.position().value();
        return page.order() == PageRequest.Order.ASC ? position > last : position < last;
    }

    private static Thing thing(Reading reading, String of) {
        long position = References.eventPosition(of);
        boolean there = position >= 1 && position <= reading.position().value();
        Edge edge = there ? EdgeEvents.find(reading, reading.event(position)) : null;
        if (edge != null) {
            return new Thing(
                    of,
                    edge.toString(),
                    edge.versions().stream().map(EdgeVersion::position).toList());
        }
        // What is forgotten is found by handle or key, so that its undo handle can be told.
        Node ever = References.ever(reading, of);
        boolean known =
                ever != null
                        && ever.versions().stream()
                                .anyMatch(v -> v.position() <= reading.position().value());
        Node node = known && ever != null ? ever : byName(reading, of);
        return new Thing(
                "n" + node.number(),
                node.key(),
                node.versions().stream().map(NodeVersion::position).toList());
    }

    /** Of what is seen, else of what was seen once. */
    private static Node byName(Reading reading, String name) {
        List<Node> once = References.everNamed(reading, name);
        return once.isEmpty() || !References.named(reading, name).isEmpty()
                ? References.resolve(reading, name)
                : References.only(once, name);
    }

    private static List<History.Version> versions(Reading reading, List<Long> positions) {
        List<History.Version> versions = new ArrayList<>();
        ObjectNode state = Json.empty();
        for (long position : positions) {
            if (position > reading.position().value()) {
                break;
            }
            long hiddenBy =
                    reading.states().visibility().hiddenBy(position, reading.position().value());
            if (hiddenBy != 0) {
                versions.add(
                        new History.Version(
                                new Position(position), null, List.of(), new Position(hiddenBy)));
                continue;
            }
            StoredEvent event = reading.event(position);
            ObjectNode next = after(state, event);
            versions.add(
                    new History.Version(event.position(), event, differences(state, next), null));
            state = next;
        }
        return versions;
    }

    /** What is known after an event: all of it for a memory, member by member for the rest. */
    private static ObjectNode after(ObjectNode state, StoredEvent event) {
        ObjectNode data = Json.object(event.data());
        data.remove("near");
        if (event.type().equals(MemoryEventCodec.REMEMBERED)) {
            return Json.mergeDeep(Json.empty(), data);
        }
        return Json.mergeDeep(state.deepCopy(), data);
    }

    private static List<History.Difference> differences(ObjectNode before, ObjectNode after) {
        List<History.Difference> differences = new ArrayList<>();
        collect("", before, after, differences);
        return differences;
    }

    private static void collect(
            String path, ObjectNode before, ObjectNode after, List<History.Difference> into) {
        Set<String> names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        for (String name : names) {
            JsonNode old = before.get(name);
            JsonNode now = after.get(name);
            String here = path.isEmpty() ? name : path + "." + name;
            if (old instanceof ObjectNode oldObject && now instanceof ObjectNode nowObject) {
                collect(here, oldObject, nowObject, into);
            } else if (old == null || !old.equals(now)) {
                into.add(new History.Difference(here, old, now));
            }
        }
    }
}
