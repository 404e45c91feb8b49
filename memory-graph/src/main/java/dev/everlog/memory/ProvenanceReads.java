package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.Provenance.Candidate;
import dev.everlog.memory.Provenance.ServedTo;
import dev.everlog.memory.Provenance.Standing;
import dev.everlog.memory.graph.Node;
import dev.everlog.memory.graph.NodeVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads every event of a node and sorts what they say by field. For one reading. */
final class ProvenanceReads {
    private final Reading reading;
    private final Map<String, List<Candidate>> fields = new LinkedHashMap<>();

    private ProvenanceReads(Reading reading) {
        this.reading = reading;
    }

    static Provenance.Result provenance(Reading reading, Provenance request) {
        Node node = References.resolve(reading, request.of());
        var reads = new ProvenanceReads(reading);
        for (NodeVersion version : node.versions()) {
            if (version.position() <= reading.position().value()) {
                reads.take(version);
            }
        }
        List<Candidate> all =
                reads.fields.entrySet().stream()
                        .filter(field ->
                                request.field() == null || request.field().equals(field.getKey()))
                        .flatMap(field -> judged(field.getValue()).stream())
                        .toList();
        if (all.isEmpty()) {
            throw MemoryException.notFound(
                    "nobody ever said " + request.field() + " of n" + node.number(),
                    "there are " + String.join(", ", reads.fields.keySet()));
        }
        long[] entries = entries(reading, node);
        return new Provenance.Result(
                "n" + node.number(),
                node.key(),
                all,
                served(reading, node, entries),
                entries.length);
    }

    /** Ascending. */
    private static long[] entries(Reading reading, Node node) {
        return node.versions().stream()
                .map(NodeVersion::position)
                .flatMapToLong(event -> LongStream.of(reading.states().served().naming(event)))
                .filter(reading::sees)
                .filter(entry ->
                        reading.vantage().scope().includes(reading.states().index().project(entry)))
                .sorted()
                .distinct()
                .toArray();
    }

    private static List<ServedTo> served(Reading reading, Node node, long[] entries) {
        List<Position> versions =
                node.versions().stream().map(each -> new Position(each.position())).toList();
        return LongStream.range(0, entries.length)
                .map(i -> entries[entries.length - 1 - (int) i])
                .mapToObj(entry -> Serving.of(reading, entry))
                .flatMap(Optional::stream)
                .limit(Provenance.MAX_SERVED)
                .map(serving -> servedTo(serving, serving.rank(versions)))
                .toList();
    }

    private static ServedTo servedTo(Serving serving, int rank) {
        return new ServedTo(serving, serving.events().get(rank - 1), rank);
    }

    private void take(NodeVersion version) {
        StoredEvent event = reading.event(version.position());
        long hiddenBy =
                reading.states()
                        .visibility()
                        .hiddenBy(version.position(), reading.position().value());
        Standing standing =
                hiddenBy != 0
                        ? Standing.HIDDEN
                        : event.isErased()
                                ? Standing.ERASED
                                : isValid(version) ? Standing.CHOSEN : Standing.NOT_VALID;
        Position by = hiddenBy == 0 ? null : new Position(hiddenBy);
        said(event)
                .forEach((field, value) -> {
                    JsonNode told = hiddenBy != 0 || value.isNull() ? null : value;
                    fields.computeIfAbsent(field, any -> new ArrayList<>())
                            .add(new Candidate(field, told, standing, by, event));
                });
    }

    private boolean isValid(NodeVersion version) {
        long at = reading.validAt();
        return at == Node.ANY_TIME || (at >= version.from() && at < version.to());
    }

    /** Of a node its properties one by one, of a memory its members. */
    private static Map<String, JsonNode> said(StoredEvent event) {
        Map<String, JsonNode> said = new LinkedHashMap<>();
        ObjectNode data = Json.object(event.data());
        JsonNode properties = data.remove("properties");
        data.remove(List.of("near", "valid_from", "valid_to", "validFrom", "validTo"));
        data.properties().forEach(member -> said.put(member.getKey(), member.getValue()));
        if (properties != null) {
            properties.properties().forEach(each -> said.put(each.getKey(), each.getValue()));
        }
        return said;
    }

    /** Oldest first in, chosen first out; what is not the last that counts is superseded by it. */
    private static List<Candidate> judged(List<Candidate> said) {
        List<Candidate> judged = new ArrayList<>();
        @Nullable Candidate chosen = null;
        List<Candidate> newestFirst = new ArrayList<>(said);
        Collections.reverse(newestFirst);
        for (Candidate each : newestFirst) {
            if (each.standing() != Standing.CHOSEN) {
                judged.add(each);
            } else if (chosen == null) {
                chosen = each;
                judged.addFirst(each);
            } else {
                judged.add(
                        new Candidate(
                                each.field(),
                                each.value(),
                                Standing.SUPERSEDED,
                                chosen.event().position(),
                                each.event()));
            }
        }
        return judged;
    }
}
