package dev.everlog.memory;

import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know, by domain: a domain is a type of nodes that are not memories. Made by one look at every node
 * and edge, about 0.2 us each, once a vantage. For one reading.
 */
public final class KnowledgeMap {
    /**
     * The nodes of one type.
     *
     * @param memories that are about one of them; one about two counts twice
     * @param linked how many edges there are to each domain
     * @param first the entries that most is known about
     */
    public record Domain(
            String name, int nodes, int memories, Map<String, Long> linked, List<Entry> first) {}

    /**
     * A node.
     *
     * @param memories that are about it
     * @param links edges to nodes that are no memories
     * @param linked of these, how many go to each domain
     */
    public record Entry(
            String handle,
            String key,
            String name,
            int memories,
            int links,
            Map<String, Long> linked) {}

    /** Entries that stand for a domain. */
    private static final int FIRST = 5;

    private static final Comparator<Entry> MOST_KNOWN =
            Comparator.<Entry>comparingInt(entry -> entry.memories + entry.links)
                    .reversed()
                    .thenComparing(Entry::key);

    private static final Comparator<Domain> LARGEST =
            Comparator.<Domain>comparingInt(domain -> domain.nodes + domain.memories)
                    .reversed()
                    .thenComparing(Domain::name);

    private final Reading reading;
    private final @Nullable String[] types;

    private KnowledgeMap(Reading reading) {
        this.reading = reading;
        this.types = new String[reading.nodes() + 1];
        for (int number = 1; number < types.length; number++) {
            types[number] = reading.showsNode(number) ? reading.type(number) : null;
        }
    }

    /** Those of which there is most to know first. */
    public static List<Domain> domains(Reading reading) {
        return reading.once(KnowledgeMap.class, () -> allDomains(reading));
    }

    private static List<Domain> allDomains(Reading reading) {
        Map<String, List<Entry>> entries = new TreeMap<>();
        var map = new KnowledgeMap(reading);
        for (int number = 1; number < map.types.length; number++) {
            String type = map.types[number];
            if (type != null && !type.equals(GraphFold.MEMORY)) {
                entries.computeIfAbsent(type, any -> new ArrayList<>()).add(map.entry(number));
            }
        }
        return entries.entrySet().stream()
                .map(domain -> domain(domain.getKey(), domain.getValue()))
                .sorted(LARGEST)
                .toList();
    }

    /** The nodes of a domain, those of which there is most to know first. */
    public static List<Entry> entries(Reading reading, String domain) {
        return reading.once(new EntriesOf(domain), () -> allEntries(reading, domain));
    }

    private record EntriesOf(String domain) {}

    private static List<Entry> allEntries(Reading reading, String domain) {
        List<Entry> entries = new ArrayList<>();
        var map = new KnowledgeMap(reading);
        for (int number = 1; number < map.types.length; number++) {
            if (domain.equals(map.types[number])) {
                entries.add(map.entry(number));
            }
        }
        entries.sort(MOST_KNOWN);
        return List.copyOf(entries);
    }

    private static Domain domain(String name, List<Entry> entries) {
        Map<String, Long> linked = new TreeMap<>();
        entries.forEach(
                entry -> entry.linked.forEach((other, n) -> linked.merge(other, n, Long::sum)));
        return new Domain(
                name,
                entries.size(),
                entries.stream().mapToInt(Entry::memories).sum(),
                linked,
                entries.stream().sorted(MOST_KNOWN).limit(FIRST).toList());
    }

    private Entry entry(int number) {
        Node node = reading.graphNode(number);
        Map<String, Long> linked = new TreeMap<>();
        reading.states().graph().graph.outgoing(node).forEach(edge -> count(edge, node, linked));
        reading.states().graph().graph.incoming(node).stream()
                .filter(edge -> edge.source() != edge.target())
                .forEach(edge -> count(edge, node, linked));
        Long memories = linked.remove(GraphFold.MEMORY);
        return new Entry(
                "n" + number,
                node.key(),
                reading.name(number),
                memories == null ? 0 : memories.intValue(),
                linked.values().stream().mapToInt(Long::intValue).sum(),
                linked);
    }

    private void count(Edge edge, Node node, Map<String, Long> linked) {
        String type = types[edge.other(node).number()];
        if (type != null && reading.seen(edge) != null) {
            linked.merge(type, 1L, Long::sum);
        }
    }
}
