package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.graph.Node;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the recall ledger: an answer with memories in it. Immutable.
 *
 * @param entry its event
 * @param to the agent
 * @param at what the answer knew
 * @param events that brought the versions in the answer, in order of the answer
 * @param nodes handles of what these are versions of
 */
public record Serving(
        Position entry,
        Instant when,
        String to,
        @Nullable String session,
        String tool,
        @Nullable String question,
        Position at,
        List<Position> events,
        List<String> nodes) {
    /** Empty for an entry whose question was erased, and with it all that it told. */
    static Optional<Serving> of(Reading reading, long entry) {
        StoredEvent event = reading.event(entry);
        return event.isErased()
                        || !(MemoryEventCodec.decode(event)
                                instanceof MemoryEvent.RecallServed served)
                ? Optional.empty()
                : Optional.of(
                        new Serving(
                                event.position(),
                                event.recordedAt(),
                                event.event().origin().actor(),
                                event.event().origin().session(),
                                served.tool(),
                                served.question(),
                                new Position(served.at()),
                                DecideHide.positions(served.events()),
                                served.events().stream()
                                        .map(each -> handle(reading, each))
                                        .toList()));
    }

    private static String handle(Reading reading, long event) {
        Node node =
                event <= reading.position().value()
                        ? reading.states()
                                .graph()
                                .graph
                                .find(reading.states().index().subject(event))
                        : null;
        return node == null ? "e" + event : "n" + node.number();
    }

    /** From 1, the place of the first of these events in the answer; 0 if none is there. */
    public int rank(List<Position> versions) {
        for (int i = 0; i < events.size(); i++) {
            if (versions.contains(events.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }
}
