package dev.everlog.memory;

import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.Node;
import dev.everlog.memory.graph.ShortestPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Ways from one node to another. For one reading. */
final class PathReads {
    private PathReads() {}

    static ShortestPath.Result paths(Reading reading, ShortestPath request) {
        var wanted =
                new ShortestPaths.Wanted(
                        References.resolve(reading, request.from()),
                        References.resolve(reading, request.to()),
                        request.direction(),
                        request.maxSteps(),
                        request.most(),
                        !request.weighted());
        var found =
                ShortestPaths.find(
                        reading.states().graph().graph,
                        wanted,
                        edge -> length(reading, request, edge));
        return new ShortestPath.Result(
                found.paths().stream().map(path -> row(reading, wanted.from(), path)).toList(),
                found.leftOut(),
                reading.position());
    }

    private static double length(Reading reading, ShortestPath request, Edge edge) {
        boolean wanted =
                request.relations().isEmpty() || request.relations().contains(edge.relation());
        Edge.Seen seen = wanted ? reading.seen(edge) : null;
        if (seen == null) {
            return 0;
        }
        return request.weighted() ? 1 / seen.recorded().weight() : 1;
    }

    private static ShortestPath.Path row(Reading reading, Node from, ShortestPaths.Path path) {
        List<NodeRow> nodes = new ArrayList<>();
        List<EdgeRow> edges = new ArrayList<>();
        Node at = from;
        nodes.add(Rows.node(reading, at));
        for (Edge edge : path.edges()) {
            edges.add(Rows.edge(reading, edge, Objects.requireNonNull(reading.seen(edge))));
            at = edge.other(at);
            nodes.add(Rows.node(reading, at));
        }
        return new ShortestPath.Path(nodes, edges, path.length());
    }
}
