package dev.everlog.eventlog.sql;

import dev.everlog.eventlog.ErasureWatch;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.sql.SqlAnswer.Reason;
import dev.everlog.eventlog.sql.SqlAnswer.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Answers one SELECT over the events of a log, archive and tail alike. DuckDB runs in a process of its own, started by
 * the first query, which holds copies of the events of this log and nothing else; each query adds what was appended since.
 * When something is erased from the log the process is killed and the next one reads the log anew. One query at a time.
 * Thread-safe.
 *
 * <p>The first query costs the start of a process (0.9 CPU seconds) and about 6 µs and 300 bytes of memory for each
 * event; the process ends when it is not asked for {@link SqlLimits#IDLE}.
 */
public final class EventSql implements AutoCloseable {
    /** Events in one message; of large ones fewer. */
    private static final int BATCH = 1_000;

    private static final int BATCH_BYTES = 1 << 20;

    /** Queries that are not checked again: what a program asks, it asks often. */
    private static final int FORMS = 64;

    /** A query without the values of its parameters. */
    private record Form(String sql, int parameters) {}

    private final EventLog log;
    private final Duration time;
    private final Duration idle;
    private final ReentrantLock turn = new ReentrantLock();

    // Under the turn, but for the one who closes.
    private volatile @Nullable Child child;
    private Position loaded = Position.NONE;
    private @Nullable ErasureWatch erasures;
    private final SequencedSet<Form> harmless = new LinkedHashSet<>();
    private volatile boolean closed;

    /** Starts nothing yet. The log stays its owner's. */
    public EventSql(EventLog log) {
        this(log, SqlLimits.TIME, SqlLimits.IDLE);
    }

    /**
     * @param time for one query
     * @param idle after which the process ends
     */
    EventSql(EventLog log, Duration time, Duration idle) {
        this.log = log;
        this.time = time;
        this.idle = idle;
    }

    /** Waits for its turn, and as long as the limits in {@link SqlLimits} allow. Writes nothing. */
    public SqlAnswer query(SqlQuery query, SqlBounds bounds) {
        int length = query.sql().length();
        if (length > SqlLimits.SQL_LENGTH) {
            return Words.invalid(
                    "sql has " + length + " characters, at most " + SqlLimits.SQL_LENGTH,
                    "give long values in parameters, and write ? for them");
        }
        try {
            if (!turn.tryLock(SqlLimits.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return busy("other queries take their time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return busy("interrupted while others were asking");
        }
        try {
            return ask(query, bounds);
        } finally {
            turn.unlock();
        }
    }

    private static Refused busy(String why) {
        return new Refused(Reason.BUSY, why, "try again in a few seconds");
    }

    private SqlAnswer ask(SqlQuery query, SqlBounds bounds) {
        Path engine = Child.engine();
        if (engine == null) {
            return new Refused(
                    Reason.UNAVAILABLE,
                    "this installation was made without DuckDB, which answers SQL",
                    "query_events, event_timeline and get_stats answer without it; a person gets it by `./mvnw -DskipTests"
                            + " package`, or by putting the jar of org.duckdb:duckdb_jdbc where it was taken away");
        }
        Child known = child;
        try {
            return answer(query, bounds, engine);
        } catch (Child.TimeUpException e) {
            drop();
            return Words.outOfTime(time);
        } catch (IOException e) {
            boolean idle = known != null && known.endedIdle();
            drop();
            return idle ? ask(query, bounds) : Words.ended();
        }
    }

    private SqlAnswer answer(SqlQuery query, SqlBounds bounds, Path engine) throws IOException {
        Child open;
        try {
            open = open(engine);
        } catch (IOException e) {
            return new Refused(
                    Reason.UNAVAILABLE,
                    "the process that answers SQL does not start",
                    "a person finds the reason in the server's log; query_events answers without it");
        }
        Optional<Refused> refusal = check(query, open);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!load(bounds.through(), open)) {
            return busy(
                    "events are read in for SQL, through "
                            + loaded
                            + " of "
                            + bounds.through()
                            + " so far");
        }
        open.send(message(query, bounds));
        return answer(open);
    }

    // The process.

    private Child open(Path engine) throws IOException {
        Child known = child;
        ErasureWatch watch = erasures;
        if (known != null && known.isAlive() && watch != null && !watch.erased().isDone()) {
            return known;
        }
        drop();
        if (closed) {
            throw new IOException("the memory is closed");
        }
        erasures = ErasureWatch.of(log);
        Child started = Child.start(engine, idle);
        child = started;
        if (closed) {
            started.close();
        }
        return started;
    }

    private void drop() {
        Child known = child;
        if (known != null) {
            known.close();
        }
        child = null;
        loaded = Position.NONE;
    }

    /** Of the process that answers, for tests; empty if there is none. */
    Optional<Long> pid() {
        return Optional.ofNullable(child).filter(Child::isAlive).map(Child::pid);
    }

    // What is said to it.

    private Optional<Refused> check(SqlQuery query, Child child) throws IOException {
        var asked = new Form(query.sql(), query.parameters().size());
        if (harmless.contains(asked)) {
            return Optional.empty();
        }
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(Wire.PARSE);
        Wire.text(out, query.sql());
        child.send(bytes.toByteArray());
        var in = new DataInputStream(new ByteArrayInputStream(child.receive(SqlLimits.PARSING)));
        if (in.readByte() != Wire.OK) {
            return Optional.of(Words.refused(Wire.text(in), time));
        }
        var refusal = Check.refusal(Wire.text(in), asked.parameters);
        if (refusal.isEmpty()) {
            keep(asked);
        }
        return refusal;
    }

    private void keep(Form form) {
        if (harmless.size() == FORMS) {
            harmless.removeFirst();
        }
        harmless.add(form);
    }

    /** Sends what is missing. @return whether that is all; after {@link SqlLimits#LOADING} the next call goes on */
    private boolean load(Position through, Child child) throws IOException {
        if (!through.isAfter(loaded)) {
            return true;
        }
        long deadline = System.nanoTime() + SqlLimits.LOADING.toNanos();
        try (EventCursor cursor = log.read(loaded);
                var _ =
                        child.killAfter(
                                SqlLimits.LOADING.plus(SqlLimits.TIME), new AtomicBoolean())) {
            while (through.isAfter(loaded)) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                sendBatch(cursor, through, child);
            }
        }
        return true;
    }

    private void sendBatch(EventCursor cursor, Position through, Child child) throws IOException {
        var rows = new ByteArrayOutputStream();
        var out = new DataOutputStream(rows);
        int count = 0;
        Position last = loaded;
        while (count < BATCH && rows.size() < BATCH_BYTES && through.isAfter(last)) {
            StoredEvent next = cursor.next();
            if (next == null) {
                throw new IllegalStateException("the log ends before " + through);
            }
            Wire.event(out, next);
            last = next.position();
            count++;
        }
        var message = new ByteArrayOutputStream(rows.size() + 5);
        var head = new DataOutputStream(message);
        head.writeByte(Wire.ROWS);
        head.writeInt(count);
        rows.writeTo(head);
        child.send(message.toByteArray());
        loaded = last;
    }

    private byte[] message(SqlQuery query, SqlBounds bounds) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(Wire.QUERY);
        out.writeLong(bounds.through().value());
        Wire.text(out, bounds.project());
        Wire.longs(out, bounds.hidden());
        Wire.text(out, query.sql());
        Wire.parameters(out, query.parameters());
        out.writeInt(query.skip());
        out.writeInt(query.take());
        out.writeLong(time.toMillis());
        return bytes.toByteArray();
    }

    private SqlAnswer answer(Child child) throws IOException {
        byte[] answer = child.receive(time.plus(SqlLimits.GRACE));
        var in = new DataInputStream(new ByteArrayInputStream(answer));
        return in.readByte() == Wire.OK
                ? new SqlAnswer.Table(Wire.texts(in), Wire.texts(in))
                : Words.refused(Wire.text(in), time);
    }

    /** Kills the process; a query under way is refused. */
    @Override
    public void close() {
        closed = true;
        Child known = child;
        if (known != null) {
            known.close();
        }
    }
}
