package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.AppendResult.AlreadyThere;
import dev.everlog.eventlog.AppendResult.Appended;
import dev.everlog.eventlog.AppendResult.Conflict;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the log must be: a plain list. A batch whose append failed is <em>open</em>: it may turn up whole, behind
 * everything known, until a later batch is acknowledged without it. Confined to one thread.
 */
final class Model {
    private final List<StoredEvent> log = new ArrayList<>();
    private final List<List<Event>> batches = new ArrayList<>();
    private final List<List<Event>> open = new ArrayList<>();
    private final List<List<Event>> gone = new ArrayList<>();
    private long durable;

    int size() {
        return log.size();
    }

    boolean certain() {
        return open.isEmpty();
    }

    List<List<Event>> batches() {
        return batches;
    }

    /** Batches that were not acknowledged, or lost with durability 'process'. */
    List<List<Event>> unacknowledged() {
        List<List<Event>> all = new ArrayList<>(gone);
        all.addAll(open);
        return all;
    }

    long version(String subject) {
        return log.stream().filter(e -> e.subject().equals(subject)).count();
    }

    /** The answer that a batch must get now, when nothing is open. */
    AppendResult expected(List<Event> batch, AppendCondition condition) {
        AppendResult known = repeated(batch);
        if (known == null) {
            known = unmet(condition);
        }
        Position end = new Position(log.size());
        return known == null ? new Appended(end.plus(1), end.plus(batch.size())) : known;
    }

    private @Nullable AppendResult repeated(List<Event> batch) {
        IdempotencyKey key = batch.getFirst().idempotencyKey();
        List<StoredEvent> same =
                log.stream()
                        .filter(e ->
                                key != null
                                        && e.event().idempotencyKey() != null
                                        && e.event().idempotencyKey().key().equals(key.key()))
                        .toList();
        if (!same.isEmpty() && !key.equals(same.getFirst().event().idempotencyKey())) {
            return new Conflict(same.getFirst().position(), 0, "");
        }
        if (same.isEmpty()) {
            List<java.util.UUID> ids = batch.stream().map(Event::id).toList();
            same = log.stream().filter(e -> ids.contains(e.event().id())).toList();
        }
        return same.isEmpty()
                ? null
                : new AlreadyThere(same.getFirst().position(), same.getLast().position());
    }

    private @Nullable AppendResult unmet(AppendCondition condition) {
        return switch (condition) {
            case AppendCondition.Always always -> null;
            case AppendCondition.SubjectAtVersion wanted ->
                    version(wanted.subject()) == wanted.version()
                            ? null
                            : conflict(wanted.subject());
            case AppendCondition.Unchanged unchanged ->
                    log.stream()
                            .filter(e -> unchanged.subjects().contains(e.subject()))
                            .filter(e -> e.position().isAfter(unchanged.since()))
                            .findFirst()
                            .map(e -> conflict(e.subject()))
                            .orElse(null);
            case AppendCondition.Copy copy ->
                    copy.first().value() == log.size() + 1L
                            ? null
                            : new Conflict(new Position(log.size()), 0, "");
        };
    }

    private Conflict conflict(String subject) {
        Position last =
                log.stream()
                        .filter(e -> e.subject().equals(subject))
                        .map(StoredEvent::position)
                        .reduce(Position.NONE, (a, b) -> b);
        return new Conflict(last, version(subject), "");
    }

    /** The append of the batch failed in a way that says nothing about whether it is in the log. */
    void opened(List<Event> batch) {
        gone.remove(batch);
        open.remove(batch);
        open.add(batch);
    }

    /** The batch was acknowledged at the end of the log, at that time. */
    void appended(List<Event> batch, Instant clock, boolean onDisk) {
        open.remove(batch);
        gone.remove(batch);
        gone.addAll(open);
        open.clear();
        batches.add(batch);
        Instant now = clock.truncatedTo(ChronoUnit.MICROS);
        Instant last = log.isEmpty() ? Instant.EPOCH : log.getLast().recordedAt();
        for (Event event : batch) {
            log.add(next(event, now.isBefore(last) ? last : now));
        }
        durable = onDisk ? log.size() : durable;
    }

    private StoredEvent next(Event event, Instant at) {
        return new StoredEvent(
                event, new Position(log.size() + 1L), version(event.subject()) + 1, at);
    }

    /** Somebody has said so. */
    void durableThrough(Position position) {
        durable = Math.max(durable, position.value());
    }

    /** Events that were read behind the given position, without a gap. */
    void saw(long after, List<StoredEvent> events) {
        int known = (int) Math.min(events.size(), log.size() - after);
        Divergence.unless(
                events.subList(0, known).equals(log.subList((int) after, (int) after + known)),
                () -> "read other events than were acknowledged: " + difference(after, events));
        learn(events.subList(known, events.size()));
    }

    private String difference(long after, List<StoredEvent> events) {
        int at = 0;
        while (events.get(at).equals(log.get((int) after + at))) {
            at++;
        }
        return events.get(at) + " instead of " + log.get((int) after + at);
    }

    /** Whole batches that were open, in the order they were tried, each at most once. */
    private void learn(List<StoredEvent> events) {
        for (int at = 0; at < events.size(); ) {
            StoredEvent first = events.get(at);
            List<Event> batch =
                    open.stream()
                            .filter(b -> b.getFirst().equals(first.event()))
                            .findFirst()
                            .orElseThrow(() -> new Divergence("nobody can have appended " + first));
            int end = at + batch.size();
            Divergence.unless(end <= events.size(), () -> "half a batch was read: " + first);
            events.subList(at, end).forEach(this::learn);
            while (!open.getFirst().equals(batch)) {
                gone.add(open.removeFirst());
            }
            batches.add(open.removeFirst());
            at = end;
        }
    }

    private void learn(StoredEvent seen) {
        Instant earliest = log.isEmpty() ? Instant.EPOCH : log.getLast().recordedAt();
        StoredEvent wanted = next(seen.event(), seen.recordedAt());
        Divergence.unless(
                seen.equals(wanted) && !seen.recordedAt().isBefore(earliest),
                () -> "read " + seen + " instead of " + wanted);
        log.add(seen);
    }

    /** A power cut: what is not on stable storage may be gone, if all behind it is gone too. */
    void recovered(List<StoredEvent> events) {
        Divergence.unless(
                events.size() >= durable,
                () -> "only " + events.size() + " of " + durable + " durable events are left");
        while (log.size() > events.size()) {
            List<Event> lost = batches.removeLast();
            lost.forEach(event -> log.removeLast());
            gone.add(lost);
        }
        saw(0, events);
        gone.addAll(open);
        open.clear();
        durable = log.size();
    }
}
