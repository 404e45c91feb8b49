package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way of every write: decide on the state, append under a condition, wait until it is folded; when somebody else
 * was faster, decide again. A request with an idempotency key is looked up before anything is decided, so that
 * repeating it gives its first result even when the state has moved on. Thread-safe.
 */
final class Writes {
    /** Times a write is decided: each loss means that another writer of the same subject won. */
    private static final int MAX_ATTEMPTS = 64;

    private final Folded folded;
    private final EventLog log;
    private final String tenant;
    private final Ids ids;

    Writes(Folded folded, EventLog log, String tenant, Ids ids) {
        this.folded = folded;
        this.log = log;
        this.tenant = tenant;
        this.ids = ids;
    }

    /**
     * Writes, or finds what the same request wrote before.
     *
     * @return empty if there was nothing to append
     */
    Optional<Written> write(Writer writer, Function<Reading, Decision> rule) {
        IdempotencyKey key = writer.idempotencyKey();
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Written first = key == null ? null : answered(key);
            if (first != null) {
                return Optional.of(first);
            }
            Position since = folded.caughtUp();
            Decision decision =
                    folded.read(new Vantage(AsOf.NOW, null, new Scope(writer.project())), rule);
            if (decision.drafts().isEmpty()) {
                return Optional.empty();
            }
            switch (log.append(events(decision, writer), decision.condition())) {
                case AppendResult.Appended(Position from, Position to) -> {
                    return Optional.of(written(from, to, false));
                }
                case AppendResult.AlreadyThere(Position from, Position to) -> {
                    return Optional.of(written(from, to, true));
                }
                case AppendResult.Conflict conflict ->
                        decideAgain(conflict, decision.condition(), since);
            }
        }
        throw new MemoryException(
                MemoryException.Kind.BUSY,
                "other writers were faster " + MAX_ATTEMPTS + " times in a row",
                "try again");
    }

    /** Appends in any case, and waits for nothing more. */
    void record(List<Decision.Draft> drafts, List<Writer> writers) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            events.add(event(drafts.get(i), writers.get(i)));
        }
        var _ = log.append(events, AppendCondition.always());
    }

    /** Only a state that was out of date is worth another try. */
    private void decideAgain(
            AppendResult.Conflict conflict, AppendCondition condition, Position since) {
        boolean outOfDate =
                condition instanceof AppendCondition.Unchanged
                        && conflict.position().isAfter(since);
        if (!outOfDate) {
            throw new MemoryException(
                    MemoryException.Kind.CONFLICT,
                    conflict.reason(),
                    "read what is there now (" + conflict.position() + "), then decide again");
        }
        folded.await(conflict.position());
    }

    private @Nullable Written answered(IdempotencyKey key) {
        folded.caughtUp();
        Requests.Answered seen =
                folded.read(Vantage.NOW, reading -> reading.states().requests().find(key.key()));
        if (seen == null) {
            return null;
        }
        if (!seen.digest().equals(key.requestDigest())) {
            throw new MemoryException(
                    MemoryException.Kind.CONFLICT,
                    "this idempotency key was used before, for another request (e"
                            + seen.first()
                            + ")",
                    "repeat the very same arguments to get the first result; for a new request use a new key");
        }
        return written(new Position(seen.first()), new Position(seen.last()), true);
    }

    private Written written(Position first, Position last, boolean duplicate) {
        folded.await(last);
        List<StoredEvent> batch = new ArrayList<>();
        try (EventCursor cursor = log.read(new Position(first.value() - 1))) {
            for (long position = first.value(); position <= last.value(); position++) {
                batch.add(Objects.requireNonNull(cursor.next()));
            }
        }
        return new Written(
                new Receipt(first, last, duplicate, log.status().durability()), List.copyOf(batch));
    }

    private List<Event> events(Decision decision, Writer writer) {
        try {
            return decision.drafts().stream().map(draft -> event(draft, writer)).toList();
        } catch (IllegalArgumentException e) {
            throw MemoryException.invalid(String.valueOf(e.getMessage()), "");
        }
    }

    private Event event(Decision.Draft draft, Writer decider) {
        Writer writer = Objects.requireNonNullElse(draft.writer(), decider);
        return new Event(
                Objects.requireNonNullElseGet(draft.id(), ids::next),
                draft.subject(),
                draft.type(),
                draft.occurredAt(),
                draft.data(),
                new Origin(
                        tenant,
                        writer.actor(),
                        writer.session(),
                        writer.project(),
                        draft.correlationId() == null
                                ? writer.correlationId()
                                : draft.correlationId(),
                        draft.causationId() == null ? writer.causationId() : draft.causationId()),
                decider.idempotencyKey());
    }
}
