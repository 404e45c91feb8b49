package dev.everlog.memory;

import dev.everlog.memory.Consolidate.Kind;
import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.Node;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Contradictions that are open, each with who should win: the memory with more confidence where both have one, else the
 * newer; of a functional relation the edge that begins later, else that was told later. For one reading.
 */
final class OpenContradictions {
    private final Reading reading;

    private OpenContradictions(Reading reading) {
        this.reading = reading;
    }

    static Stream<Proposed> in(Reading reading) {
        OpenContradictions open = new OpenContradictions(reading);
        return Stream.concat(open.memories(), open.edges());
    }

    private Stream<Proposed> memories() {
        Texts texts = reading.states().graph().texts;
        return IntStream.range(0, texts.contradictions())
                .filter(pair ->
                        reading.shows(texts.later(pair)) && reading.shows(texts.earlier(pair)))
                .mapToObj(pair ->
                        proposed(
                                reading.text(texts.later(pair)),
                                reading.text(texts.earlier(pair))));
    }

    private Proposed proposed(TextVersion later, TextVersion earlier) {
        double confidence = confidence(later);
        double other = confidence(earlier);
        boolean bothSaid = later.confidence() != null && earlier.confidence() != null;
        boolean byConfidence = bothSaid && confidence != other;
        boolean isNewer = !later.occurredAt().isBefore(earlier.occurredAt());
        boolean keepsLater = byConfidence ? confidence > other : isNewer;
        TextVersion keep = keepsLater ? later : earlier;
        TextVersion drop = keepsLater ? earlier : later;
        return Proposed.of(
                Kind.CONTRADICTIONS,
                step(keep, drop),
                later.position().value(),
                why(later, earlier)
                        + "; "
                        + keep.handle()
                        + (byConfidence ? " is said with more confidence" : " is newer"),
                byConfidence ? Math.abs(confidence - other) : 0.5,
                List.of(drop.text(), keep.text()));
    }

    private static double confidence(TextVersion text) {
        Double said = text.confidence();
        return said == null ? 0 : said;
    }

    private static String why(TextVersion a, TextVersion b) {
        return Objects.requireNonNullElse(
                NearTexts.contradiction(Words.set(a.text()), Words.set(b.text())),
                "they were told to contradict each other");
    }

    /** What was true before ends; what cannot have been true before is hidden. */
    private Proposed.Step step(TextVersion keep, TextVersion drop) {
        Instant begins = keep.validity().from();
        Instant end = begins == null ? keep.occurredAt() : begins;
        Instant from = drop.validity().from();
        boolean heldBefore =
                drop.occurredAt().isBefore(end) && (from == null || from.isBefore(end));
        Node dropped = reading.graphNode(drop.node());
        return heldBefore
                ? new Proposed.EndMemory(reading.graphNode(keep.node()), dropped, end)
                : new Proposed.Retire(dropped);
    }

    private Stream<Proposed> edges() {
        var graph = reading.states().graph().graph;
        return graph.nodes().stream()
                .filter(node -> reading.showsNode(node.number()))
                .flatMap(node ->
                        Counts.rivals(
                                reading,
                                graph.outgoing(node).stream()
                                        .filter(edge -> reading.seen(edge) != null)
                                        .toList())
                                .stream())
                .map(rivals -> proposed(rivals.later(), rivals.earlier()));
    }

    private Proposed proposed(Edge a, Edge b) {
        Edge.Seen seen = Objects.requireNonNull(reading.seen(a));
        Edge.Seen other = Objects.requireNonNull(reading.seen(b));
        int begins = Long.compare(seen.recorded().from(), other.recorded().from());
        boolean keepsA = begins == 0 ? seen.position() > other.position() : begins > 0;
        Edge keep = keepsA ? a : b;
        Edge drop = keepsA ? b : a;
        long from = (keepsA ? seen : other).recorded().from();
        return Proposed.of(
                Kind.CONTRADICTIONS,
                new Proposed.EndEdge(keep, drop, begins == 0 ? null : Micros.instant(from)),
                Math.max(seen.position(), other.position()),
                "a source has one target of this relation at a time; the edge to n"
                        + keep.target().number()
                        + (begins == 0 ? " was told later" : " begins later"),
                begins == 0 ? 0.5 : 1,
                List.of(drop.toString(), keep.toString()));
    }
}
