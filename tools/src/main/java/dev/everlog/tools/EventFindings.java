package dev.everlog.tools;

import dev.everlog.memory.recall.EventFinder;
import dev.everlog.memory.recall.EventQuestion;
import dev.everlog.memory.recall.FoundEvents;
import dev.everlog.memory.recall.RecallRequest;
import java.util.function.BiFunction;

/** A ranking of events, page by page. Immutable. */
record EventFindings(Reader reader, String query, SearchFilter filter, boolean parts) {
    /**
     * The ranking of the first page goes on; it has {@link RecallRequest#MOST} places at most.
     *
     * @param search makes it
     */
    Rows<FoundEventRow> rows(BiFunction<EventFinder, EventQuestion, FoundEvents> search) {
        var call = reader.call();
        var asked = new EventQuestion(query, filter.query(call), RecallRequest.MOST);
        var key = new Rankings.Key(call.memory(), call.question(), reader.position(), call.now());
        var found =
                call.rankings()
                        .get(
                                key,
                                FoundEvents.class,
                                () -> search.apply(call.recall().events(), asked));
        return reader.rows(
                Covered.of(found, UnknownTypes.of(filter.types(), reader)),
                Slice.of(found.hits()),
                this::row);
    }

    private FoundEventRow row(FoundEvents.Hit hit) {
        var event = reader.memory().read(reader.vantage(), reading -> reading.event(hit.event()));
        return FoundEventRow.of(event, hit, parts);
    }
}
