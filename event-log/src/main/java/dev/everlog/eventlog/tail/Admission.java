package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which a batch enters the log, and the little that must be known for them: the version of each subject,
 * the requests and ids that were seen. A fold of the log; confined to whoever holds the tail's lock.
 */
final class Admission {
    private record SubjectEnd(long version, long position) {}

    private record Request(long first, long last, String digest) {}

    /** Names of at most 512 characters: {@code writeUTF} takes 65,535 bytes. */
    private record Scoped(String tenant, String name) {
        void writeTo(DataOutputStream out) throws IOException {
            out.writeUTF(tenant);
            out.writeUTF(name);
        }

        static Scoped readFrom(DataInputStream in) throws IOException {
            return new Scoped(in.readUTF(), in.readUTF());
        }
    }

    private final Map<Scoped, SubjectEnd> subjects = new HashMap<>();
    private final Map<Scoped, Request> requests = new HashMap<>();
    private final IdIndex ids;
    private final LongFunction<StoredEvent> stored;

    /** @param stored reads an event that was admitted before, by position */
    Admission(LongFunction<StoredEvent> stored) {
        this.stored = stored;
        this.ids = new IdIndex(stored);
    }

    /** The outcome when the batch must not be appended, else null. */
    @Nullable AppendResult refusal(List<Event> batch, AppendCondition condition) {
        AppendResult repeated = repeatedRequest(batch.getFirst());
        if (repeated == null) {
            repeated = repeatedIds(batch);
        }
        return repeated != null ? repeated : unmet(batch.getFirst().origin().tenant(), condition);
    }

    /** The admitted event with this id, or null. Reads an event when there seems to be one. */
    @Nullable StoredEvent find(UUID id) {
        long position = ids.find(id);
        return position == 0 ? null : stored.apply(position);
    }

    /** The version that the next event about the subject gets. */
    long nextVersion(Event event) {
        return end(event.origin().tenant(), event.subject()).version + 1;
    }

    /** Takes note of an event of the log. */
    void admit(StoredEvent stored) {
        Event event = stored.event();
        String tenant = event.origin().tenant();
        long position = stored.position().value();
        subjects.put(
                new Scoped(tenant, event.subject()), new SubjectEnd(stored.version(), position));
        ids.add(event.id());
        IdempotencyKey key = event.idempotencyKey();
        if (key != null) {
            requests.merge(
                    new Scoped(tenant, key.key()),
                    new Request(position, position, key.requestDigest()),
                    (first, next) -> new Request(first.first, next.last, first.digest));
        }
    }

    /** What is known now, to be written later. */
    Snapshots.Contents saved() {
        Snapshots.Contents savedIds = ids.saved();
        Map<Scoped, SubjectEnd> subjectsNow = new HashMap<>(subjects);
        Map<Scoped, Request> requestsNow = new HashMap<>(requests);
        return out -> {
            savedIds.writeTo(out);
            out.writeInt(subjectsNow.size());
            for (Map.Entry<Scoped, SubjectEnd> each : subjectsNow.entrySet()) {
                each.getKey().writeTo(out);
                out.writeLong(each.getValue().version);
                out.writeLong(each.getValue().position);
            }
            out.writeInt(requestsNow.size());
            for (Map.Entry<Scoped, Request> each : requestsNow.entrySet()) {
                each.getKey().writeTo(out);
                out.writeLong(each.getValue().first);
                out.writeLong(each.getValue().last);
                out.writeUTF(each.getValue().digest);
            }
        };
    }

    /** Takes the place of what was known. */
    void restore(DataInputStream in) throws IOException {
        ids.restore(in);
        subjects.clear();
        for (int left = in.readInt(); left > 0; left--) {
            subjects.put(Scoped.readFrom(in), new SubjectEnd(in.readLong(), in.readLong()));
        }
        requests.clear();
        for (int left = in.readInt(); left > 0; left--) {
            requests.put(
                    Scoped.readFrom(in), new Request(in.readLong(), in.readLong(), in.readUTF()));
        }
    }

    void clear() {
        ids.clear();
        subjects.clear();
        requests.clear();
    }

    private @Nullable AppendResult repeatedRequest(Event event) {
        IdempotencyKey key = event.idempotencyKey();
        Request seen =
                key == null ? null : requests.get(new Scoped(event.origin().tenant(), key.key()));
        if (key == null || seen == null) {
            return null;
        }
        if (!seen.digest.equals(key.requestDigest())) {
            return new AppendResult.Conflict(
                    new Position(seen.first),
                    0,
                    "this idempotency key was used before, for another request");
        }
        return new AppendResult.AlreadyThere(new Position(seen.first), new Position(seen.last));
    }

    /** Ids are keys of single events: a batch is repeated when all of it stands in the log, in a row and alike. */
    private @Nullable AppendResult repeatedIds(List<Event> batch) {
        long first = 0;
        int same = 0;
        for (int i = 0; i < batch.size(); i++) {
            long position = ids.find(batch.get(i).id());
            if (position == 0) {
                continue;
            }
            first = i == 0 ? position : first;
            if (position != first + i || !alike(stored.apply(position).event(), batch.get(i))) {
                return new AppendResult.Conflict(
                        new Position(position),
                        0,
                        "an event with this id and other content is in the log");
            }
            same++;
        }
        if (same == 0) {
            return null;
        }
        return same == batch.size()
                ? new AppendResult.AlreadyThere(new Position(first), new Position(first + same - 1))
                : new AppendResult.Conflict(
                        new Position(first), 0, "a part of this batch is in the log already");
    }

    private static boolean alike(Event a, Event b) {
        return a.subject().equals(b.subject())
                && a.type().equals(b.type())
                && a.data().equals(b.data())
                && a.origin().tenant().equals(b.origin().tenant());
    }

    private @Nullable AppendResult unmet(String tenant, AppendCondition condition) {
        return switch (condition) {
            case AppendCondition.Always always -> null;
            case AppendCondition.SubjectAtVersion wanted -> {
                SubjectEnd end = end(tenant, wanted.subject());
                yield end.version == wanted.version()
                        ? null
                        : conflict(wanted.subject(), end, "expected version " + wanted.version());
            }
            case AppendCondition.Unchanged unchanged ->
                    unchanged.subjects().stream()
                            .filter(subject ->
                                    end(tenant, subject).position > unchanged.since().value())
                            .findFirst()
                            .map(subject ->
                                    conflict(
                                            subject,
                                            end(tenant, subject),
                                            "decided at " + unchanged.since()))
                            .orElse(null);
            case AppendCondition.Copy copy ->
                    copy.first().value() == ids.size() + 1L ? null : elsewhere(copy);
        };
    }

    private AppendResult.Conflict elsewhere(AppendCondition.Copy copy) {
        Position end = new Position(ids.size());
        return new AppendResult.Conflict(
                end, 0, "the log ends at " + end + ", where no copy of " + copy.first() + " fits");
    }

    private static AppendResult.Conflict conflict(String subject, SubjectEnd end, String wanted) {
        return new AppendResult.Conflict(
                new Position(end.position),
                end.version,
                subject
                        + " is at version "
                        + end.version
                        + " since "
                        + new Position(end.position)
                        + ", "
                        + wanted);
    }

    private SubjectEnd end(String tenant, String subject) {
        return subjects.getOrDefault(new Scoped(tenant, subject), new SubjectEnd(0, 0));
    }
}
