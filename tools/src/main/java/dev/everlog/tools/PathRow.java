package dev.everlog.tools;

import dev.everlog.memory.NodeRow;
import dev.everlog.memory.ShortestPath;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A path from one node to another.
 *
 * @param cost sum of the lengths of its edges
 * @param nodes in order, one more than edges
 */
record PathRow(double cost, int steps, List<Stop> nodes, List<EdgeView> edges)
        implements Row<PathRow> {
    /**
     * A node on the way.
     *
     * @param name of a memory its text
     */
    record Stop(String handle, String subject, String type, @Nullable String name) {
        private static final String MEMORY = "memory";

        static Stop of(NodeRow node) {
            String text = node.text() == null ? null : node.text().text();
            String name = node.name().isEmpty() ? text : node.name();
            return new Stop(node.handle(), node.key(), node.type(), name);
        }

        String line() {
            return handle
                    + " "
                    + (type.equals(MEMORY) ? MEMORY : Quoted.name(subject))
                    + (name == null ? "" : " " + Quoted.data(name));
        }
    }

    /** @param now by which edges are marked as valid or not */
    static PathRow of(ShortestPath.Path path, Instant now) {
        return new PathRow(
                path.cost(),
                path.edges().size(),
                path.nodes().stream().map(Stop::of).toList(),
                path.edges().stream().map(edge -> EdgeView.of(edge, now)).toList());
    }

    /** For instance {@code cost 2: n1 person/ada "Ada" -e12 placed-> n3 order/7 <-e15 about- n4 memory "…"}. */
    @Override
    public String line() {
        var line = new StringBuilder("cost " + shown(cost) + ": " + nodes.getFirst().line());
        for (int i = 0; i < edges.size(); i++) {
            line.append(arrow(edges.get(i), nodes.get(i).handle)).append(nodes.get(i + 1).line());
        }
        return line.toString();
    }

    private static String arrow(EdgeView edge, String from) {
        String what = edge.handle() + " " + Quoted.name(edge.relation()) + edge.valid().words();
        return edge.source().equals(from) ? " -" + what + "-> " : " <-" + what + "- ";
    }

    private static String shown(double cost) {
        return cost == Math.rint(cost)
                ? Long.toString((long) cost)
                : String.format(Locale.ROOT, "%.3f", cost);
    }

    @Override
    public PathRow shortened(int characters) {
        int each = characters / (2 * nodes.size());
        var stops =
                nodes.stream()
                        .map(stop ->
                                new Stop(
                                        stop.handle,
                                        stop.subject,
                                        stop.type,
                                        stop.name == null ? null : Quoted.start(stop.name, each)))
                        .toList();
        return new PathRow(cost, steps, stops, edges);
    }
}
