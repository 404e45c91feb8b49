package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.graph.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All that reads show now, in words that do not depend on what is hidden: nodes by their keys, not by their numbers, and
 * without the acts of hiding, which are always shown.
 */
final class VisibleState {
    private static final PageRequest ALL = new PageRequest(1000, null, PageRequest.Order.ASC);

    private VisibleState() {}

    static List<String> of(TestMemory test) {
        List<String> shown = new ArrayList<>();
        List<NodeRow> nodes = test.memory.read(Vantage.NOW, VisibleState::nodes);
        nodes.stream().map(node -> node(test, node)).sorted().forEach(shown::add);
        List<StoredEvent> events =
                test.memory.events(EventQuery.ALL, ALL, Vantage.NOW).items().stream()
                        .filter(event -> !MemoryEventCodec.concernsVisibility(event.type()))
                        .toList();
        events.forEach(event -> shown.add(event.position() + " " + event.type() + event.data()));
        events.stream()
                .map(StoredEvent::subject)
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(subject -> shown.add(subject + " " + state(test, subject)));
        shown.add(
                test.memory
                        .memoryStats(Vantage.NOW)
                        .toString()
                        .replaceAll("(texts|position|positions?)=[^,\\]]+", ""));
        List.of("p0", "p1").forEach(name -> shown.add(projection(test, name)));
        return shown;
    }

    private static List<NodeRow> nodes(Reading reading) {
        return IntStream.rangeClosed(1, reading.nodes())
                .filter(reading::showsNode)
                .mapToObj(reading::node)
                .toList();
    }

    private static String node(TestMemory test, NodeRow node) {
        TextVersion text = node.text();
        String edges =
                test
                        .memory
                        .neighbors(
                                new Neighbors(node.handle(), List.of(), Direction.BOTH, 1, 0, 1000),
                                Vantage.NOW)
                        .edges()
                        .stream()
                        .map(edge ->
                                "%s %s %s %s %s %s %s"
                                        .formatted(
                                                edge.sourceKey(),
                                                edge.relation(),
                                                edge.targetKey(),
                                                edge.weight(),
                                                edge.properties(),
                                                edge.validity(),
                                                edge.position()))
                        .sorted()
                        .toList()
                        .toString();
        return "%s %s %s %s %s %s %s %s"
                .formatted(
                        node.key(),
                        node.type(),
                        node.name(),
                        node.properties(),
                        node.validity(),
                        text == null ? null : text.position() + text.text() + text.tags(),
                        node.position(),
                        edges);
    }

    private static String state(TestMemory test, String subject) {
        return test.memory
                .reconstruct(new Reconstruct(subject, Reconstruct.Merge.DEEP, false), Vantage.NOW)
                .state()
                .toString();
    }

    private static String projection(TestMemory test, String name) {
        try {
            return test.memory.projection(name, null, 50, Vantage.NOW).rows().toString();
        } catch (MemoryException e) {
            return e.kind().name();
        }
    }
}
