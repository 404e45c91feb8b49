package dev.everlog.eventlog;

import java.time.Instant;
import java.util.Set;

/** What must hold, under the write lock, for a batch to be appended. Immutable. */
public sealed interface AppendCondition {
    /** Append in any case. */
    record Always() implements AppendCondition {}

    /**
     * The subject has had exactly so many events.
     *
     * @param version 0 for "nothing yet"
     */
    record SubjectAtVersion(String subject, long version) implements AppendCondition {
        public SubjectAtVersion {
            if (version < 0) {
                throw new IllegalArgumentException(
                        "an expected version is 0 or more, was " + version);
            }
        }
    }

    /**
     * No event about one of these subjects came after the position at which the writer decided.
     *
     * @param since the last position the writer had seen
     */
    record Unchanged(Set<String> subjects, Position since) implements AppendCondition {
        public Unchanged {
            subjects = Set.copyOf(subjects);
        }
    }

    /**
     * The batch is the next piece of a copy of another log: the log ends right before it, and takes over the transaction
     * time that the batch has there. Only for copies, in which both are true of every event before it.
     *
     * @param first position of the batch's first event
     * @param recordedAt replaces the clock; if it is before that of the last event, the last one's stands
     */
    record Copy(Position first, Instant recordedAt) implements AppendCondition {}

    /** Append in any case. */
    static AppendCondition always() {
        return new Always();
    }
}
