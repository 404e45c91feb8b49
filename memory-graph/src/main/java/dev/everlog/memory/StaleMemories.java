package dev.everlog.memory;

import dev.everlog.memory.Consolidate.Kind;
import dev.everlog.memory.graph.Node;
import dev.everlog.memory.graph.NodeVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Memories that have ended, superseded ones among them; and, where the recall ledger has been kept for {@link #UNUSED},
 * notes and events that are older than that and were served to nobody since. Nodes and edges are left alone: an edge
 * that has ended is history, which questions by valid time are about. For one reading.
 */
final class StaleMemories {
    /** Long enough for what is needed once a year. */
    static final Duration UNUSED = Duration.ofDays(365);

    /** Kinds that wear out; a rule does not. */
    private static final Set<String> WEARING =
            Set.of(MemoryKind.NOTE.word(), MemoryKind.EVENT.word());

    private final Reading reading;
    private final Instant now;
    private final Instant longAgo;
    private final boolean isUseKnown;

    private StaleMemories(Reading reading, Instant now) {
        this.reading = reading;
        this.now = now;
        this.longAgo = now.minus(UNUSED);
        long first = reading.states().served().first(reading.sees());
        this.isUseKnown = first > 0 && reading.recordedAt(first).isBefore(longAgo);
    }

    static Stream<Proposed> in(Reading reading, Instant now) {
        StaleMemories stale = new StaleMemories(reading, now);
        return IntStream.rangeClosed(1, reading.nodes())
                .mapToObj(reading::graphNode)
                .flatMap(node -> Stream.ofNullable(stale.proposed(node)));
    }

    private @Nullable Proposed proposed(Node node) {
        NodeVersion seen = node.seen(reading.sees(), reading.validAt());
        boolean memory =
                seen != null
                        && GraphFold.MEMORY.equals(seen.type())
                        && reading.showsNode(node.number());
        if (!memory || seen == null) {
            return null;
        }
        String reason = ended(seen) ? "it ended " + Micros.instant(seen.to()) : unused(node);
        return reason == null
                ? null
                : Proposed.of(
                        Kind.STALE,
                        new Proposed.Retire(node),
                        seen.position(),
                        reason,
                        ended(seen) ? 1 : 0.5,
                        List.of(reading.text(seen.text()).text()));
    }

    private boolean ended(NodeVersion seen) {
        return seen.to() <= Micros.of(now);
    }

    private @Nullable String unused(Node node) {
        int text = reading.textOfNode(node.number());
        boolean isOld =
                isUseKnown
                        && WEARING.contains(reading.kind(text))
                        && reading.recordedAt(reading.recordedBy(text).value()).isBefore(longAgo);
        if (!isOld) {
            return null;
        }
        long last = reading.states().served().last(node, reading.sees());
        return last > 0 && !reading.recordedAt(last).isBefore(longAgo)
                ? null
                : "it is older than a year and was served to nobody since " + longAgo;
    }
}
