package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import java.util.List;

/** A batch as it is in the log: appended now, or by the first of equal requests. Answers are made from it alone. */
record Written(Receipt receipt, List<StoredEvent> batch) {
    /** The event that the request was about; what it needed first stands before it. */
    StoredEvent last() {
        return batch.getLast();
    }
}
