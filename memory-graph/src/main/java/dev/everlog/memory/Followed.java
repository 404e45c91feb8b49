package dev.everlog.memory;

import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.EdgeVersion;
import dev.everlog.memory.graph.Node;
import dev.everlog.memory.graph.NodeVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What following a proposal comes to. Immutable.
 *
 * @param drafts of events that are new
 * @param hidden positions of events that nobody sees any more, ascending
 * @param guarded subjects that must not have changed meanwhile
 */
record Followed(List<Decision.Draft> drafts, List<Long> hidden, Set<String> guarded) {
    /** The relation of what holds to what it took the place of. */
    private static final String SUPERSEDES = "supersedes";

    static Followed of(Reading reading, Proposed.Step step, Instant now) {
        return switch (step) {
            case Proposed.MergeMemories(Node keep, Node drop) ->
                    new Followed(
                            links(reading, keep, drop, now),
                            versions(reading, drop),
                            keys(keep, drop));
            case Proposed.MergeNodes(Node keep, Node drop) -> merged(reading, keep, drop, now);
            case Proposed.EndMemory(Node keep, Node drop, Instant end) ->
                    new Followed(
                            List.of(
                                    ended(reading, drop, end),
                                    link(reading, keep, SUPERSEDES, drop, now)),
                            List.of(),
                            keys(keep, drop));
            case Proposed.EndEdge(Edge keep, Edge drop, Instant end) ->
                    new Followed(
                            end == null ? List.of() : List.of(closed(keep, drop, end, now)),
                            end == null ? versions(reading, drop) : List.of(),
                            Set.of(
                                    drop.source().key(),
                                    MemoryEvent.edgeSubject(drop.source().key(), drop.relation())));
            case Proposed.Retire(Node drop) ->
                    new Followed(List.of(), versions(reading, drop), Set.of(drop.key()));
        };
    }

    private static Set<String> keys(Node keep, Node drop) {
        return Set.of(keep.key(), drop.key());
    }

    private static List<Long> versions(Reading reading, Node node) {
        return node.versions().stream()
                .map(NodeVersion::position)
                .filter(reading::sees)
                .sorted()
                .toList();
    }

    private static List<Long> versions(Reading reading, Edge edge) {
        return edge.versions().stream()
                .map(EdgeVersion::position)
                .filter(reading::sees)
                .sorted()
                .toList();
    }

    /** What the memory that goes is about, and the one that stays is not yet. */
    private static List<Decision.Draft> links(Reading reading, Node keep, Node drop, Instant now) {
        return reading.states().graph().graph.outgoing(drop).stream()
                .filter(edge -> edge.relation().equals(GraphFold.ABOUT))
                .filter(edge -> reading.seen(edge) != null)
                .map(Edge::target)
                .distinct()
                .filter(about -> !isLinked(reading, keep, GraphFold.ABOUT, about))
                .map(about -> link(reading, keep, GraphFold.ABOUT, about, now))
                .toList();
    }

    private static boolean isLinked(Reading reading, Node source, String relation, Node target) {
        return reading.states().graph().graph.between(source, target).stream()
                .anyMatch(edge ->
                        edge.relation().equals(relation)
                                && edge.source() == source
                                && reading.seen(edge) != null);
    }

    private static Decision.Draft link(
            Reading reading, Node source, String relation, Node target, Instant now) {
        return edge(
                new MemoryEvent.EdgeRecorded(
                        source.key(),
                        relation,
                        target.key(),
                        DecideEdge.nextStint(reading, source, relation, target),
                        1,
                        Json.empty(),
                        null,
                        null,
                        null),
                now);
    }

    private static Decision.Draft edge(MemoryEvent.EdgeRecorded event, Instant now) {
        return Decision.Draft.of(
                MemoryEvent.edgeSubject(event.source(), event.relation()), now, event);
    }

    /** The same version again, but for its end. */
    private static Decision.Draft ended(Reading reading, Node memory, Instant end) {
        var event = reading.event(reading.recordedBy(reading.textOfNode(memory.number())).value());
        if (!(MemoryEventCodec.decode(event) instanceof MemoryEvent.Remembered said)) {
            throw new IllegalStateException("no memory was written at " + event.position());
        }
        var until =
                new MemoryEvent.Remembered(
                        said.text(),
                        said.kind(),
                        said.key(),
                        said.about(),
                        said.speaker(),
                        said.tags(),
                        said.validFrom(),
                        end,
                        said.source(),
                        said.confidence(),
                        List.of());
        return Decision.Draft.of(memory.key(), event.event().occurredAt(), until, said);
    }

    private static Decision.Draft closed(Edge keep, Edge drop, Instant end, Instant now) {
        return Decision.Draft.of(
                MemoryEvent.edgeSubject(drop.source().key(), drop.relation()),
                now,
                new MemoryEvent.EdgeClosed(
                        drop.source().key(),
                        drop.relation(),
                        drop.target().key(),
                        drop.stint(),
                        end,
                        keep.target().key()));
    }

    /** The node that stays takes over links and properties; the other goes as if it were forgotten. */
    private static Followed merged(Reading reading, Node keep, Node drop, Instant now) {
        List<Decision.Draft> drafts = new ArrayList<>(properties(reading, keep, drop, now));
        Set<Edge> edges = new HashSet<>(reading.states().graph().graph.outgoing(drop));
        edges.addAll(reading.states().graph().graph.incoming(drop));
        edges.stream()
                .sorted(Comparator.comparingInt(Edge::number))
                .filter(edge -> reading.seen(edge) != null && edge.other(drop) != keep)
                .forEach(edge -> moved(reading, edge, keep, drop, now).ifPresent(drafts::add));
        var gone =
                new Forget(
                        List.of("n" + drop.number()),
                        "merged",
                        false,
                        reading.vantage().scope(),
                        Consent.DRY_RUN);
        return new Followed(drafts, DecideForget.plan(reading, gone).positions(), keys(keep, drop));
    }

    /** Those that the node that stays lacks; none for none. */
    private static List<Decision.Draft> properties(
            Reading reading, Node keep, Node drop, Instant now) {
        ObjectNode missing = reading.node(drop.number()).properties().deepCopy();
        missing.remove(reading.node(keep.number()).properties().propertyNames());
        var recorded =
                new MemoryEvent.NodeRecorded(
                        reading.type(keep.number()),
                        reading.name(keep.number()),
                        missing,
                        null,
                        null,
                        null);
        return missing.isEmpty()
                ? List.of()
                : List.of(Decision.Draft.of(keep.key(), now, recorded));
    }

    /** Empty if the node that stays has it already. */
    private static Optional<Decision.Draft> moved(
            Reading reading, Edge edge, Node keep, Node drop, Instant now) {
        Node source = edge.source() == drop ? keep : edge.source();
        Node target = edge.target() == drop ? keep : edge.target();
        if (isLinked(reading, source, edge.relation(), target)) {
            return Optional.empty();
        }
        EdgeRow row = Rows.edge(reading, edge, Objects.requireNonNull(reading.seen(edge)));
        return Optional.of(
                edge(
                        new MemoryEvent.EdgeRecorded(
                                source.key(),
                                edge.relation(),
                                target.key(),
                                DecideEdge.nextStint(reading, source, edge.relation(), target),
                                row.weight(),
                                row.properties(),
                                row.validity().from(),
                                row.validity().to(),
                                null),
                        now));
    }
}
