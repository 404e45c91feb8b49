package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of adding an edge. Pure. An edge is a source, a relation, a target and a stint: the same relation told again
 * belongs to the stint whose validity overlaps, else it begins another one. Of a functional relation one edge is valid
 * at a time: an older one ends where the new one begins, and a new one that lies before a known one ends where that
 * begins.
 */
final class DecideEdge {
    /** A visible edge and what is seen of it. */
    private record There(Edge edge, Edge.Seen seen) {}

    /** What the new version of the edge is like; the interval is in microseconds. */
    private record Plan(
            int stint, long from, long to, @Nullable There before, List<There> ending) {}

    private DecideEdge() {}

    static Decision decide(Reading reading, AddEdge request, Instant now) {
        Node source = References.resolve(reading, request.source());
        Node target = References.resolve(reading, request.target());
        Plan plan = plan(reading, request, source, target, Micros.of(now));
        Instant end = plan.from == Long.MIN_VALUE ? now : Micros.instant(plan.from);
        String subject = MemoryEvent.edgeSubject(source.key(), request.relation());
        List<Decision.Draft> drafts = new ArrayList<>();
        for (There old : plan.ending) {
            drafts.add(Decision.Draft.of(subject, now, closed(old.edge, end, target)));
        }
        drafts.add(
                Decision.Draft.of(subject, now, recorded(reading, request, source, target, plan)));
        return new Decision(
                drafts,
                new AppendCondition.Unchanged(
                        Set.copyOf(List.of(subject, source.key(), target.key())),
                        reading.position()));
    }

    private static Plan plan(Reading reading, AddEdge request, Node source, Node target, long now) {
        List<There> same = new ArrayList<>();
        List<There> others = new ArrayList<>();
        for (Edge edge : reading.states().graph().graph.outgoing(source)) {
            Edge.Seen seen = reading.seen(edge);
            if (seen != null && edge.relation().equals(request.relation())) {
                (edge.target() == target ? same : others).add(new There(edge, seen));
            }
        }
        Boolean said = request.functional();
        boolean functional =
                said != null
                        ? said
                        : reading.states().graph().functional(request.relation(), reading.sees());
        List<There> rivals = functional ? others : List.of();
        There open = open(same, request.validity(), now);
        long from = from(request.validity(), open, !same.isEmpty() || !rivals.isEmpty(), now);
        long to = to(request.validity(), open, from, rivals);
        int stint =
                open != null
                        ? open.edge.stint()
                        : nextStint(reading, source, request.relation(), target);
        return new Plan(stint, from, to, open, ending(rivals, from, to));
    }

    /** The stint that the request goes on with: without times the one that still holds, else one that overlaps. */
    private static @Nullable There open(List<There> same, Validity wanted, long now) {
        boolean timeless = wanted.equals(Validity.ALWAYS);
        long from = timeless ? now : Micros.of(wanted.from(), Long.MIN_VALUE);
        long to = timeless ? Long.MAX_VALUE : Micros.of(wanted.to(), Long.MAX_VALUE);
        return same.stream()
                .filter(there -> there.seen.overlaps(from, to))
                .reduce((first, later) -> later)
                .orElse(null);
    }

    private static long from(
            Validity wanted, @Nullable There open, boolean afterAnother, long now) {
        if (wanted.from() != null) {
            return Micros.of(Objects.requireNonNull(wanted.from()));
        }
        if (open != null) {
            return open.seen.recorded().from();
        }
        return afterAnother
                ? Math.min(now, Micros.of(wanted.to(), Long.MAX_VALUE))
                : Long.MIN_VALUE;
    }

    private static long to(Validity wanted, @Nullable There open, long from, List<There> rivals) {
        long to =
                open != null && wanted.equals(Validity.ALWAYS)
                        ? open.seen.to()
                        : Micros.of(wanted.to(), Long.MAX_VALUE);
        for (There rival : rivals) {
            long begins = rival.seen.recorded().from();
            to = begins > from ? Math.min(to, begins) : to;
        }
        return to;
    }

    private static List<There> ending(List<There> rivals, long from, long to) {
        return rivals.stream().filter(rival -> rival.seen.overlaps(from, to)).toList();
    }

    /** One that no edge of this relation has had between the two. */
    static int nextStint(Reading reading, Node source, String relation, Node target) {
        return 1
                + reading.states().graph().graph.between(source, target).stream()
                        .filter(edge -> edge.relation().equals(relation))
                        .mapToInt(Edge::stint)
                        .max()
                        .orElse(0);
    }

    private static MemoryEvent closed(Edge old, Instant end, Node because) {
        return new MemoryEvent.EdgeClosed(
                old.source().key(),
                old.relation(),
                old.target().key(),
                old.stint(),
                end,
                because.key());
    }

    /** What the request leaves open stays as it was. */
    private static MemoryEvent recorded(
            Reading reading, AddEdge request, Node source, Node target, Plan plan) {
        There before = plan.before;
        ObjectNode properties =
                before == null
                        ? Json.empty()
                        : Rows.edge(reading, before.edge, before.seen).properties();
        double oldWeight = before == null ? 1 : before.seen.recorded().weight();
        Validity validity = Micros.validity(plan.from, plan.to);
        return new MemoryEvent.EdgeRecorded(
                source.key(),
                request.relation(),
                target.key(),
                plan.stint,
                Objects.requireNonNullElse(request.weight(), oldWeight),
                Json.mergeShallow(properties.deepCopy(), request.properties()),
                validity.from(),
                validity.to(),
                request.functional());
    }

    /**
     * The answer, from what was written alone.
     *
     * @param after as of the last event written
     * @param before as of the event before the first
     */
    static AddEdge.Result answer(Written written, Reading after, Reading before) {
        List<EdgeRow> rows =
                written.batch().stream()
                        .map(event -> EdgeEvents.edge(after, event))
                        .map(edge ->
                                Rows.edge(after, edge, Objects.requireNonNull(after.seen(edge))))
                        .toList();
        Edge edge = EdgeEvents.edge(after, written.last());
        return new AddEdge.Result(
                written.receipt(),
                rows.getLast(),
                before.seen(edge) == null ? AddEdge.Outcome.CREATED : AddEdge.Outcome.UPDATED,
                rows.subList(0, rows.size() - 1));
    }
}
