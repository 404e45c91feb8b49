package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.StoredEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The rules of taking in the caller's own events. Pure. */
final class DecideIngest {
    private DecideIngest() {}

    static Decision decide(Reading reading, Ingest request, Instant now) {
        Mismatch.refuse(Mismatch.of(reading, request.events()));
        List<Decision.Draft> drafts =
                request.events().stream().map(item -> draft(item, now)).toList();
        return new Decision(drafts, condition(reading, request, expected(request)));
    }

    static Decision.Draft draft(Ingest.Item item, Instant now) {
        return new Decision.Draft(
                item.id(),
                item.subject(),
                item.type(),
                Objects.requireNonNullElse(item.occurredAt(), now),
                item.data().toString(),
                item.correlationId(),
                item.causationId(),
                null);
    }

    private static Map<String, Long> expected(Ingest request) {
        Map<String, Long> expected = new HashMap<>();
        Map<String, Boolean> met = new HashMap<>();
        for (Ingest.Item item : request.events()) {
            boolean first = met.put(item.subject(), true) == null;
            Long version = item.expectedVersion();
            if (version != null && !first) {
                throw MemoryException.invalid(
                        "expected_version stands on a later event about "
                                + item.subject()
                                + " in this batch",
                        "give it with the subject's first event only");
            }
            if (version != null) {
                expected.put(item.subject(), version);
            }
        }
        return expected;
    }

    /**
     * No subject with an expected version has changed, and no schema was registered for one of the types. A version that
     * is wrong already goes to the log all the same: it knows whether this is a repetition, and says what the version is.
     */
    private static AppendCondition condition(
            Reading reading, Ingest request, Map<String, Long> expected) {
        for (Map.Entry<String, Long> subject : expected.entrySet()) {
            if (version(reading, subject.getKey()) != subject.getValue()) {
                return new AppendCondition.SubjectAtVersion(subject.getKey(), subject.getValue());
            }
        }
        Set<String> subjects = new HashSet<>(expected.keySet());
        request.events().forEach(item -> subjects.add(MemoryEvent.schemaSubject(item.type())));
        return new AppendCondition.Unchanged(subjects, reading.position());
    }

    private static long version(Reading reading, String subject) {
        EventIndex index = reading.states().index();
        AtomicLong version = new AtomicLong();
        index.positions(
                subject,
                reading.position().value(),
                position -> version.accumulateAndGet(index.version(position), Math::max));
        return version.get();
    }

    /**
     * The answer, from what was written.
     *
     * @param before as of before it
     */
    static Ingest.Result answer(Written written, Reading before) {
        return new Ingest.Result(
                written.receipt(),
                written.batch().stream().map(DecideIngest::stored).toList(),
                Mismatch.ofStored(before, written.batch()));
    }

    private static Ingest.Stored stored(StoredEvent event) {
        return new Ingest.Stored(
                event.position().toString(), event.event().id(), event.subject(), event.version());
    }
}
