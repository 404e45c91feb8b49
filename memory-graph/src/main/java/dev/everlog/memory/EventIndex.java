package dev.everlog.memory;

import dev.everlog.eventlog.Erasure;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.fold.Projection;
import dev.everlog.eventlog.tail.SavedNumbers;
import dev.everlog.eventlog.tail.Snapshots;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of every event in columns, about 50 bytes each, so that a filter over a million events takes
 * milliseconds and reads nothing from the log. Rows are positions minus one. An index holds at most 2^31 - 1 events.
 */
final class EventIndex {
    /** Folds every event. */
    static final class Fold implements Projection<EventIndex> {
        @Override
        public String name() {
            return "events";
        }

        @Override
        public int version() {
            return 2;
        }

        @Override
        public EventIndex empty() {
            return new EventIndex();
        }

        @Override
        public void apply(EventIndex state, StoredEvent event) {
            state.add(event);
        }

        @Override
        public Snapshots.Contents save(EventIndex state) {
            return state.saved();
        }

        @Override
        public EventIndex load(DataInputStream saved) throws IOException {
            return new EventIndex(saved);
        }
    }

    private final Names names;
    private final Names subjects;
    private final IntColumn type;
    private final IntColumn kind;
    private final IntColumn subject;
    private final IntColumn actor;
    private final IntColumn session;
    private final IntColumn project;
    private final LongColumn recorded;
    private final LongColumn occurred;
    private final LongColumn version;

    private final Chain ofSubject;
    private final Chain ofType;
    private final Chain ofSession;

    /** Rows of events whose data were erased, as of whenever. */
    private final BitSet erased;

    private EventIndex() {
        names = new Names();
        subjects = new Names();
        type = new IntColumn();
        kind = new IntColumn();
        subject = new IntColumn();
        actor = new IntColumn();
        session = new IntColumn();
        project = new IntColumn();
        recorded = new LongColumn();
        occurred = new LongColumn();
        version = new LongColumn();
        ofSubject = new Chain();
        ofType = new Chain();
        ofSession = new Chain();
        erased = new BitSet();
    }

    private EventIndex(DataInputStream saved) throws IOException {
        names = Names.readFrom(saved);
        subjects = Names.readFrom(saved);
        type = IntColumn.readFrom(saved);
        kind = IntColumn.readFrom(saved);
        subject = IntColumn.readFrom(saved);
        actor = IntColumn.readFrom(saved);
        session = IntColumn.readFrom(saved);
        project = IntColumn.readFrom(saved);
        recorded = LongColumn.readFrom(saved);
        occurred = LongColumn.readFrom(saved);
        version = LongColumn.readFrom(saved);
        erased = BitSet.valueOf(SavedNumbers.longs(saved));
        ofSubject = Chain.of(subject);
        ofType = Chain.of(type);
        ofSession = Chain.of(session);
    }

    private Snapshots.Contents saved() {
        List<Snapshots.Contents> parts =
                Stream.of(
                                Stream.of(names.saved(), subjects.saved()),
                                Stream.of(type, kind, subject, actor, session, project)
                                        .<Snapshots.Contents>map(
                                                column -> column.frozen()::writeTo),
                                Stream.of(recorded, occurred, version)
                                        .<Snapshots.Contents>map(
                                                column -> column.frozen()::writeTo))
                        .<Snapshots.Contents>flatMap(part -> part)
                        .toList();
        long[] erasedNow = erased.toLongArray();
        return out -> {
            for (Snapshots.Contents part : parts) {
                part.writeTo(out);
            }
            SavedNumbers.write(out, erasedNow, erasedNow.length);
        };
    }

    private void add(StoredEvent stored) {
        var event = stored.event();
        var origin = event.origin();
        int number = subjects.number(event.subject());
        int before = ofSubject.add(number);
        subject.add(number);
        name(type, event.type());
        kind.add(before < 0 ? names.number(kindOf(event.subject())) : kind.get(before));
        name(actor, origin.actor());
        name(session, origin.session());
        name(project, origin.project());
        occurred.add(Micros.of(event.occurredAt()));
        version.add(stored.version());
        recorded.add(Micros.of(stored.recordedAt()));
        ofType.add(type.get(type.size() - 1));
        ofSession.add(session.get(session.size() - 1));
        erase(stored, recorded.size() - 1);
    }

    /** What was folded before it was erased is learnt from the receipt. */
    private void erase(StoredEvent stored, int row) {
        if (stored.isErased()) {
            erased.set(row);
        } else {
            Erasure.erased(stored).stream().forEach(position -> erased.set(row(position)));
        }
    }

    /** What one event says is mostly what the event before it says: comparing is cheaper than looking it up. */
    private void name(IntColumn column, @Nullable String text) {
        int last = column.size() == 0 ? Names.NONE : column.get(column.size() - 1);
        column.add(Objects.equals(names.text(last), text) ? last : names.number(text));
    }

    private static String kindOf(String subject) {
        return subject.substring(0, subject.indexOf('/'));
    }

    /** The last position. */
    long end() {
        return recorded.size();
    }

    /** The last position that was recorded at or before a time; 0 if there is none. */
    long positionAt(Instant time) {
        return recorded.countUpTo(Micros.of(time));
    }

    /** Calls for each event about a subject up to a position, newest first. */
    void positions(String about, long upTo, LongConsumer each) {
        ofSubject.positions(subjects.find(about), upTo, each);
    }

    /** Position of the last event about a subject; 0 if there is none. */
    long newest(String about) {
        return ofSubject.newest(subjects.find(about)) + 1L;
    }

    /** The events of each type, by {@link #typeNumber}. */
    Chain types() {
        return ofType;
    }

    /** The events of each session, by {@link #sessionNumber}. */
    Chain sessions() {
        return ofSession;
    }

    /** The events about each subject, by {@link #subjectNumber}. */
    Chain abouts() {
        return ofSubject;
    }

    String type(long position) {
        return text(type, position);
    }

    String subject(long position) {
        String found = subjects.text(subject.get(row(position)));
        return found == null ? "" : found;
    }

    /** All that there are, by their numbers. */
    Names subjects() {
        return subjects;
    }

    /** Dense, from 0. */
    int subjectNumber(long position) {
        return subject.get(row(position));
    }

    /** What the numbers of types and kinds stand for. */
    Names names() {
        return names;
    }

    int typeNumber(long position) {
        return type.get(row(position));
    }

    /** Of the kind of the subject. */
    int kindNumber(long position) {
        return kind.get(row(position));
    }

    String actor(long position) {
        return text(actor, position);
    }

    /** {@link Names#NONE} for an event outside of sessions. */
    int sessionNumber(long position) {
        return session.get(row(position));
    }

    int actorNumber(long position) {
        return actor.get(row(position));
    }

    /** Positions of events that {@link Scope#includes}, hidden or not. */
    LongPredicate in(Scope scope) {
        if (scope.project() == null) {
            return position -> true;
        }
        int wanted = names.find(scope.project());
        return position -> {
            int written = project.get(row(position));
            return written == Names.NONE || written == wanted;
        };
    }

    @Nullable String session(long position) {
        return names.text(session.get(row(position)));
    }

    @Nullable String project(long position) {
        return names.text(project.get(row(position)));
    }

    /** Whether its data were erased, before or after. */
    boolean isErased(long position) {
        return erased.get(row(position));
    }

    /** Version of the event's subject. */
    long version(long position) {
        return version.get(row(position));
    }

    long occurredMicros(long position) {
        return occurred.get(row(position));
    }

    Instant recordedAt(long position) {
        return Micros.instant(recorded.get(row(position)));
    }

    private String text(IntColumn column, long position) {
        String text = names.text(column.get(row(position)));
        return text == null ? "" : text;
    }

    private static int row(long position) {
        return Math.toIntExact(position - 1);
    }

    void digest(Canonical out) {
        names.digest(out);
        subjects.digest(out);
        for (IntColumn column :
                new IntColumn[] {
                    type, kind, subject, actor, session, project, ofSubject.previous()
                }) {
            column.digest(out);
        }
        recorded.digest(out);
        occurred.digest(out);
        version.digest(out);
        erased.stream().forEach(row -> out.add((long) row));
    }
}
