package dev.everlog.memory.recall;

import dev.everlog.memory.Reading;
import dev.everlog.memory.Vantage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Which texts a request may find. For one reading. */
final class RecallFilter {
    private RecallFilter() {}

    /** Asked for ordinals; cheap. */
    static IntPredicate of(RecallRequest request, Reading reading) {
        Set<Integer> linked = request.about().isEmpty() ? null : linkedTo(request.about(), reading);
        Vantage vantage = reading.vantage();
        Reading present =
                vantage.validAt() == null ? reading.at(vantage.validAt(request.now())) : null;
        return ordinal ->
                (reading.shows(ordinal) // the newest, or that which is true until then
                                || (present != null && present.shows(ordinal)))
                        && (request.kinds().isEmpty()
                                || request.kinds().contains(reading.kind(ordinal)))
                        && (request.since() == null
                                || !reading.occurredAt(ordinal).isBefore(request.since()))
                        && (request.until() == null
                                || !reading.occurredAt(ordinal).isAfter(request.until()))
                        && (linked == null || linked.contains(reading.nodeOfText(ordinal)));
    }

    /** The nodes asked about and their direct neighbours. */
    private static Set<Integer> linkedTo(List<String> about, Reading reading) {
        Set<Integer> nodes = new HashSet<>();
        for (String reference : about) {
            int node = reading.resolve(reference);
            nodes.add(node);
            reading.links(
                    node,
                    (other, relation, weight, outgoing) -> {
                        nodes.add(other);
                        return true;
                    });
        }
        return nodes;
    }
}
