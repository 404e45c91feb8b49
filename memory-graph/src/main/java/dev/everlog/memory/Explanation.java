package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.ExplainEntity.Result;
import dev.everlog.memory.ExplainEntity.Value;
import dev.everlog.memory.graph.Direction;
import dev.everlog.memory.graph.Node;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gathers what is known of a subject. For one reading. */
final class Explanation {
    private Explanation() {}

    static Result of(Reading reading, String reference) {
        String subject = EventReads.subject(reading, reference);
        var state =
                EventReads.folded(
                        reading.in(Scope.ALL),
                        new Reconstruct(subject, Reconstruct.Merge.DEEP, true),
                        subject);
        Node node = References.exact(reading, subject);
        List<StoredEvent> newest = state.history().reversed();
        return new Result(
                subject,
                state.version(),
                state.applied(),
                state.hidden(),
                actors(reading, subject),
                node == null ? null : "n" + node.number(),
                node == null ? List.of() : Contradictions.around(reading, node),
                values(reading, state),
                node == null ? null : neighbours(reading, node),
                newest.subList(0, Math.min(ExplainEntity.EVENTS, newest.size())));
    }

    private static Map<String, Long> actors(Reading reading, String subject) {
        Map<String, Long> counts = new HashMap<>();
        Arrays.stream(EventReads.positions(reading, subject))
                .filter(reading::sees)
                .mapToObj(reading.states().index()::actor)
                .forEach(actor -> counts.merge(actor, 1L, Long::sum));
        return Counts.ordered(counts);
    }

    private static List<Value> values(Reading reading, Reconstruct.Result state) {
        return ChangeReads.made(reading, state.subject(), state.state()).stream()
                .map(change ->
                        new Value(
                                change.difference().path(),
                                Objects.requireNonNull(change.difference().after()),
                                change.by(),
                                change.actor(),
                                change.at()))
                .sorted(Comparator.comparing(Value::event).reversed())
                .toList();
    }

    private static Neighbors.@Nullable Result neighbours(Reading reading, Node node) {
        var around =
                new Neighbors(
                        "n" + node.number(),
                        List.of(),
                        Direction.BOTH,
                        1,
                        0,
                        ExplainEntity.NEIGHBOURS);
        return GraphReads.neighbors(reading, around);
    }
}
