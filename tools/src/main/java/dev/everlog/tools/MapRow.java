package dev.everlog.tools;

import dev.everlog.memory.KnowledgeMap.Domain;
import dev.everlog.memory.KnowledgeMap.Entry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A line of the map of what is known: a domain, or a node of one.
 *
 * @param handle of the node; null for a domain
 * @param name of the domain, or of the node
 * @param nodes of the domain; null for a node
 * @param memories about it, or about its nodes
 * @param links how many lead to nodes of each domain
 * @param most its nodes of which most is known; null for a node
 */
record MapRow(
        @Nullable String handle,
        @Nullable String subject,
        String name,
        @Nullable Integer nodes,
        int memories,
        Map<String, Long> links,
        @Nullable List<Known> most)
        implements Row<MapRow> {
    /** A node that stands for its domain. */
    record Known(String handle, String name) {
        String line() {
            return handle + " " + Quoted.data(name);
        }
    }

    static MapRow of(Domain domain) {
        return new MapRow(
                null,
                null,
                domain.name(),
                domain.nodes(),
                domain.memories(),
                domain.linked(),
                domain.first().stream()
                        .map(entry -> new Known(entry.handle(), shown(entry)))
                        .toList());
    }

    static MapRow of(Entry entry) {
        return new MapRow(
                entry.handle(),
                entry.key(),
                shown(entry),
                null,
                entry.memories(),
                entry.linked(),
                null);
    }

    private static String shown(Entry entry) {
        return entry.name().isEmpty() ? entry.key() : entry.name();
    }

    /** For instance {@code person: 12 nodes, 30 memories; links order 4; n1 "Ada", n5 "Bob"}. */
    @Override
    public String line() {
        String what =
                handle == null
                        ? Quoted.name(name) + ": " + Counts.of(nodes == null ? 0 : nodes, "node")
                        : handle
                                + " "
                                + Quoted.name(String.valueOf(subject))
                                + " "
                                + Quoted.data(name)
                                + ":";
        String told =
                (handle == null ? ", " : " ")
                        + memories
                        + (memories == 1 ? " memory" : " memories");
        String linked = links.isEmpty() ? "" : "; links " + Counts.line(links, null);
        return what + told + linked + named();
    }

    private String named() {
        return most == null
                ? ""
                : most.stream().map(Known::line).collect(Collectors.joining(", ", "; ", ""));
    }

    @Override
    public MapRow shortened(int characters) {
        return new MapRow(
                handle,
                subject,
                Quoted.start(name, characters),
                nodes,
                memories,
                links,
                most == null ? null : List.of());
    }
}
