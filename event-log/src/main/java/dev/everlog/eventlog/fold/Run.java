package dev.everlog.eventlog.fold;

import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that are folded in one turn of the write lock.
 *
 * @param events in order of position; none at the end of the log
 * @param damage why there are no more, or null
 */
record Run(List<StoredEvent> events, @Nullable LogException damage) {
    /** Events of a turn: long enough to be cheap, short enough that readers wait under 5 ms. */
    private static final int MOST_EVENTS = 256;

    /** Characters of data after which no event is added: texts may have a million, and several runs may wait. */
    private static final int ENOUGH_CHARACTERS = 1 << 20;

    static Run read(EventCursor cursor) {
        List<StoredEvent> events = new ArrayList<>();
        int characters = 0;
        try {
            while (events.size() < MOST_EVENTS && characters < ENOUGH_CHARACTERS) {
                StoredEvent event = cursor.next();
                if (event == null) {
                    break;
                }
                events.add(event);
                characters += event.data().length();
            }
            return new Run(events, null);
        } catch (LogException e) {
            return new Run(events, e);
        }
    }
}
