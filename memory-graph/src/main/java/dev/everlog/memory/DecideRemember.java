package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.graph.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of remembering: nodes that were missing, then the memory. Pure. */
final class DecideRemember {
    private DecideRemember() {}

    /**
     * What is to be appended.
     *
     * @param newId for a memory without a key
     */
    static Decision decide(
            Reading reading, Remember request, Writer writer, Instant now, String newId) {
        Linking linking = new Linking(reading, now);
        String given = request.speaker();
        MemoryEvent.Link speaker = given == null ? null : linking.link(given, "person");
        List<MemoryEvent.Link> about =
                request.about() == null ? null : about(linking, request.about());
        String key = request.key();
        String subject = key == null ? "memory/" + newId : Subjects.memory(key, writer.project());
        List<Decision.Draft> drafts = new ArrayList<>(linking.drafts());
        Instant occurredAt = Objects.requireNonNullElse(request.occurredAt(), now);
        List<MemoryEvent.Near> near = NearTexts.find(reading, request.text(), subject, given);
        Earlier earlier = Earlier.of(reading, subject);
        MemoryEvent.Remembered event = earlier.revisedBy(request, about, speaker, near);
        drafts.add(Decision.Draft.of(subject, occurredAt, event, earlier.said()));
        return new Decision(drafts, linking.unchanged(key == null ? List.of() : List.of(subject)));
    }

    /** Each node once, also when it is named in two ways. */
    private static List<MemoryEvent.Link> about(Linking linking, List<String> names) {
        List<MemoryEvent.Link> links = new ArrayList<>();
        for (String name : names) {
            MemoryEvent.Link link = linking.link(name, "entity");
            if (links.stream().noneMatch(known -> known.node().equals(link.node()))) {
                links.add(link);
            }
        }
        return links;
    }

    /**
     * The answer, from what was written alone.
     *
     * @param after as of the last event written
     * @param before as of the event before the first
     * @param sees whether an event is visible now: what was hidden since is not told again
     */
    static Remember.Result answer(
            Written written, Reading after, Reading before, Predicate<Position> sees) {
        StoredEvent event = written.last();
        if (!(MemoryEventCodec.decode(event) instanceof MemoryEvent.Remembered said)) {
            throw new IllegalStateException("no memory was written at " + event.position());
        }
        Node node = Objects.requireNonNull(after.states().graph().graph.find(event.subject()));
        int previous = before.textOfNode(node.number());
        return new Remember.Result(
                written.receipt(),
                "n" + node.number(),
                event.subject(),
                event.version(),
                previous < 0 ? Remember.Outcome.CREATED : Remember.Outcome.REVISED,
                previous < 0 ? null : otherText(before.text(previous), said, sees),
                links(written, said, after),
                near(after, said, sees, near -> near.reason() == null),
                near(after, said, sees, near -> near.reason() != null));
    }

    private static @Nullable String otherText(
            TextVersion previous, MemoryEvent.Remembered said, Predicate<Position> sees) {
        boolean told = !previous.text().equals(said.text()) && sees.test(previous.position());
        return told ? previous.text() : null;
    }

    private static List<Remember.Link> links(
            Written written, MemoryEvent.Remembered said, Reading after) {
        Set<String> created =
                written.batch().stream().map(StoredEvent::subject).collect(Collectors.toSet());
        return Stream.concat(said.about().stream(), Stream.ofNullable(said.speaker()))
                .map(link ->
                        new Remember.Link(
                                link.given(),
                                handle(after, link.node()),
                                link.node(),
                                created.contains(link.node()),
                                link.others().stream().map(key -> handle(after, key)).toList()))
                .toList();
    }

    private static String handle(Reading reading, String key) {
        return "n" + Objects.requireNonNull(reading.states().graph().graph.find(key)).number();
    }

    private static List<Remember.Similar> near(
            Reading after,
            MemoryEvent.Remembered said,
            Predicate<Position> sees,
            Predicate<MemoryEvent.Near> wanted) {
        Texts texts = after.states().graph().texts;
        return said.near().stream()
                .filter(wanted)
                .filter(near -> sees.test(new Position(near.at())))
                .map(near -> similar(near, after.text(texts.ordinalAt(near.at()))))
                .toList();
    }

    private static Remember.Similar similar(MemoryEvent.Near near, TextVersion other) {
        return new Remember.Similar(
                other.handle(),
                other.position(),
                other.text(),
                near.similarity(),
                Objects.requireNonNullElse(near.reason(), ""));
    }
}
