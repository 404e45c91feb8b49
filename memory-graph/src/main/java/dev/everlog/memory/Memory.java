package dev.everlog.memory;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.ErasureWatch;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.sql.EventSql;
import dev.everlog.eventlog.sql.SqlAnswer;
import dev.everlog.eventlog.sql.SqlQuery;
import dev.everlog.eventlog.tail.Lease;
import dev.everlog.eventlog.tail.Participant;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.moving.LogCopy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that one tenant knows. A write is "decide, append, wait until it is folded"; a read is "choose a position, read
 * the state". Every read sees what this process has appended before. Thread-safe.
 *
 * <p>All methods throw {@link MemoryException}, and {@link dev.everlog.eventlog.LogException} when the log fails.
 */
public final class Memory implements AutoCloseable {
    /**
     * What a memory is made of.
     *
     * @param log becomes the memory's own: closed with it
     * @param snapshots of what is folded
     * @param clock for default times and nothing else
     */
    public record Parameters(
            String tenant, EventLog log, Snapshots snapshots, InstantSource clock, Ids ids) {}

    private final Parameters parameters;
    private final Folded folded;
    private final Writes writes;
    private final Imports imports;
    private final EventReads eventReads;
    private final SchemaReads schemaReads;
    private final SqlReads sqlReads;
    private final ErasureWatch erasures;

    /** Begins to fold the log; does not wait for it. */
    public Memory(Parameters parameters) {
        this.parameters = parameters;
        this.erasures = ErasureWatch.of(parameters.log);
        this.folded = new Folded(parameters.log, parameters.snapshots);
        this.writes = new Writes(folded, parameters.log, parameters.tenant, parameters.ids);
        this.imports = new Imports(folded, writes, parameters.log, parameters.clock);
        this.eventReads = new EventReads(folded);
        this.schemaReads = new SchemaReads(folded);
        this.sqlReads = new SqlReads(folded, parameters.log);
    }

    // Writes.

    public Remember.Result remember(Remember request, Writer writer) {
        Instant now = parameters.clock.instant();
        String newId = parameters.ids.next().toString();
        Written written =
                writes.write(
                                writer,
                                reading ->
                                        DecideRemember.decide(reading, request, writer, now, newId))
                        .orElseThrow();
        return answer(
                written,
                (after, before) -> DecideRemember.answer(written, after, before, this::seesNow));
    }

    public AddNode.Result addNode(AddNode request, Writer writer) {
        Instant now = parameters.clock.instant();
        Written written =
                writes.write(writer, reading -> DecideNode.decide(reading, request, now))
                        .orElseThrow();
        return answer(written, (after, before) -> DecideNode.answer(written, after, before));
    }

    public AddEdge.Result addEdge(AddEdge request, Writer writer) {
        Instant now = parameters.clock.instant();
        Written written =
                writes.write(writer, reading -> DecideEdge.decide(reading, request, now))
                        .orElseThrow();
        return answer(written, (after, before) -> DecideEdge.answer(written, after, before));
    }

    /** The dimension is checked against the vectors of that model that are there; not against the model. */
    public EmbedText.Result embed(EmbedText request, Writer writer) {
        Instant now = parameters.clock.instant();
        Written written =
                writes.write(writer, reading -> DecideEmbed.decide(reading, request, now))
                        .orElseThrow();
        return read(before(written), reading -> DecideEmbed.answer(written, reading));
    }

    public Ingest.Result ingest(Ingest request, Writer writer) {
        Instant now = parameters.clock.instant();
        Written written =
                writes.write(writer, reading -> DecideIngest.decide(reading, request, now))
                        .orElseThrow();
        return read(before(written), reading -> DecideIngest.answer(written, reading));
    }

    /** Takes in what comes from elsewhere, or only tells what it would do. */
    public ImportBatch.Result importEvents(ImportBatch batch, Writer writer) {
        return imports.take(batch, writer);
    }

    /** A copy of another log into this one, which must be empty or the beginning of the same. */
    public LogCopy copy(Consumer<Position> progress) {
        return new LogCopy(parameters.log, () -> parameters.log, progress);
    }

    /** Whether a request of this name was done. */
    public boolean isDone(String idempotencyKey) {
        return read(
                Vantage.NOW, reading -> reading.states().requests().find(idempotencyKey) != null);
    }

    /** Returns at once; what the log holds already is folded in the background. */
    public DefineProjection.Result defineProjection(DefineProjection request, Writer writer) {
        Instant now = parameters.clock.instant();
        Optional<Written> written =
                writes.write(writer, reading -> DecideProjection.decide(reading, request, now));
        return read(
                written.map(each -> Vantage.NOW.asOf(new AsOf.At(each.receipt().last())))
                        .orElse(Vantage.NOW),
                reading -> DecideProjection.answer(reading, request, written));
    }

    /** Refuses an incompatible version, but for a dry run, which tells so. */
    public RegisterSchema.Result registerSchema(RegisterSchema request, Writer writer) {
        Instant now = parameters.clock.instant();
        if (request.dryRun()) {
            return schemaReads.preview(request);
        }
        Optional<Written> written =
                writes.write(writer, reading -> DecideSchema.decide(reading, request, now));
        return read(
                written.map(Memory::before).orElse(Vantage.NOW),
                reading -> DecideSchema.answer(written, DecideSchema.plan(reading, request)));
    }

    /** Says that the writer's session begins. */
    public Receipt startSession(StartSession request, Writer writer) {
        Instant now = parameters.clock.instant();
        return writes.write(writer, reading -> request.decide(writer, now)).orElseThrow().receipt();
    }

    /** Without consent needed for a dry run, and with it for the rest: see {@link Consent}. */
    public HideEvents.Result hide(HideEvents request, Writer writer) {
        if (request.consent().dryRun()) {
            DecideHide.Plan plan = read(Vantage.NOW, reading -> DecideHide.plan(reading, request));
            return new HideEvents.Result(
                    null, null, plan.events(), plan.skipped(), plan.shownToken());
        }
        Instant now = parameters.clock.instant();
        Optional<Written> written =
                writes.write(writer, reading -> DecideHide.decide(reading, request, now));
        return read(
                written.map(Memory::before).orElse(Vantage.NOW),
                reading -> DecideHide.answer(written, DecideHide.plan(reading, request)));
    }

    /** See {@link #hide}. */
    public RestoreEvents.Result restore(RestoreEvents request, Writer writer) {
        if (request.consent().dryRun()) {
            DecideHide.Plan plan =
                    read(Vantage.NOW, reading -> DecideRestore.plan(reading, request));
            return DecideRestore.preview(plan, request);
        }
        Instant now = parameters.clock.instant();
        Optional<Written> written =
                writes.write(writer, reading -> DecideRestore.decide(reading, request, now));
        return read(
                written.map(Memory::before).orElse(Vantage.NOW),
                reading -> DecideRestore.answer(written, DecideRestore.plan(reading, request)));
    }

    /** See {@link #hide}. */
    public Forget.Result forget(Forget request, Writer writer) {
        if (request.consent().dryRun()) {
            return read(
                    Vantage.NOW,
                    reading -> DecideForget.answer(reading, DecideForget.plan(reading, request)));
        }
        Instant now = parameters.clock.instant();
        Written written =
                writes.write(writer, reading -> DecideForget.decide(reading, request, now))
                        .orElseThrow();
        return read(before(written), reading -> DecideForget.answer(written, reading));
    }

    private <R> R answer(Written written, BiFunction<Reading, Reading, R> answer) {
        Vantage after = Vantage.NOW.asOf(new AsOf.At(written.receipt().last()));
        return read(after, reading -> answer.apply(reading, reading.at(before(written))));
    }

    /** See {@link RecallLedger}. Does not wait until they are folded. */
    void record(List<RecallLedger.Entry> entries) {
        Instant now = parameters.clock.instant();
        writes.record(
                entries.stream().map(each -> each.draft(now)).toList(),
                entries.stream().map(RecallLedger.Entry::writer).toList());
    }

    /** For rules that stand beside this class: appends what one decides on the newest state. */
    Optional<Written> write(Writer writer, Function<Reading, Decision> rule) {
        return writes.write(writer, rule);
    }

    Instant now() {
        return parameters.clock.instant();
    }

    EventLog log() {
        return parameters.log;
    }

    static Vantage before(Written written) {
        return Vantage.NOW.asOf(new AsOf.At(new Position(written.receipt().first().value() - 1)));
    }

    private boolean seesNow(Position event) {
        return folded.seesNow(event);
    }

    // Reads.

    /** Events in order of position. */
    public Page<StoredEvent> events(EventQuery query, PageRequest page, Vantage vantage) {
        return eventReads.events(query, page, vantage);
    }

    /**
     * Rows of one SELECT over the events that are seen from the vantage, as the relation {@code events}. {@code INVALID}
     * for what may not be asked, {@code LIMIT}, {@code BUSY}, {@code UNAVAILABLE}; see {@link EventSql}.
     */
    public SqlAnswer.Table sql(SqlQuery query, Vantage vantage) {
        return sqlReads.table(query, vantage);
    }

    /** A subject has one story, whatever the project: the scope is not looked at. */
    public Timeline.Result timeline(Timeline request, PageRequest page, Vantage vantage) {
        return eventReads.timeline(request, page, vantage);
    }

    /**
     * For reconstruct_state, and for get_snapshot with {@code DEEP} and no history. A subject has one state, whatever
     * the project: the scope is not looked at. As dear as reading all its events.
     */
    public Reconstruct.Result reconstruct(Reconstruct request, Vantage vantage) {
        return eventReads.reconstruct(request, vantage);
    }

    /** Rows of a projection, in order of the alphabet of their subjects; waits until it is built, for a while. */
    public ProjectionRows projection(
            String name, @Nullable String after, int most, Vantage vantage) {
        return folded.readBuilt(
                vantage, reading -> ProjectionReads.rows(reading, name, after, most));
    }

    /** The row of one subject; {@code NOT_FOUND} if nothing of it is visible. */
    public ProjectionRows projectionOf(String name, String subject, Vantage vantage) {
        return folded.readBuilt(vantage, reading -> ProjectionReads.row(reading, name, subject));
    }

    /** All projections in order of the alphabet; how far each is, now. */
    public List<ProjectionStatus> projections(Vantage vantage) {
        return folded.glance(vantage, ProjectionReads::all);
    }

    /**
     * Types of events with their schemas, most frequent first; registered ones of which there is no event last.
     *
     * @param type exact, or a prefix ({@code order.*}); null for all
     */
    public List<TypeSchemas> schemas(@Nullable String type, Vantage vantage) {
        return read(vantage, reading -> SchemaReads.types(reading, type));
    }

    /** What the newest events of a type have in common. Reads and parses each: about 10 microseconds. */
    public TypeSchemas.Inferred inferSchema(String type, int most, Vantage vantage) {
        return schemaReads.infer(type, most, vantage);
    }

    public Neighbors.Result neighbors(Neighbors request, Vantage vantage) {
        return read(vantage, reading -> GraphReads.neighbors(reading, request));
    }

    /** The first so many nodes of a query. As dear as a look at every node. */
    public List<NodeRow> nodes(NodeQuery query, int most, Vantage vantage) {
        return read(vantage, reading -> NodeSearch.nodes(reading, query, most));
    }

    public ShortestPath.Result shortestPath(ShortestPath request, Vantage vantage) {
        return read(vantage, reading -> PathReads.paths(reading, request));
    }

    /** Versions that are hidden are listed without their content, with the act that hides them. */
    public History.Result history(History request, PageRequest page, Vantage vantage) {
        String print = Cursor.print(request, vantage, page.order());
        Cursor cursor = EventReads.cursor(page, print);
        return read(
                cursor == null ? vantage : cursor.pinned(vantage),
                reading -> HistoryReads.history(reading, request, page, cursor, print));
    }

    /** What was said of a node or memory, field by field. As dear as reading all its events. */
    public Provenance.Result provenance(Provenance request, Vantage vantage) {
        return read(vantage, reading -> ProvenanceReads.provenance(reading, request));
    }

    /** Does not wait for a large log that was just opened: it says how far that is folded. */
    public LogStats logStats(Vantage vantage) {
        return folded.glance(
                vantage,
                reading -> {
                    EventIndex index = reading.states().index();
                    long end = reading.position().value();
                    Counts.Events counts = Counts.events(reading);
                    return new LogStats(
                            reading.position(),
                            parameters.tenant,
                            counts.visible(),
                            counts.hidden(),
                            counts.byType(),
                            counts.byKind(),
                            counts.subjects(),
                            end == 0 ? null : index.recordedAt(1),
                            end == 0 ? null : index.recordedAt(end),
                            parameters.log.status(),
                            parameters.log.size(),
                            parameters.log.end(),
                            folded.positions());
                });
    }

    /** Of now; see {@link EventLog#participants}. */
    public List<Participant> participants() {
        return parameters.log.participants();
    }

    /** See {@link EventLog#note}. */
    public void note(Lease lease, boolean held) {
        parameters.log.note(lease, held);
    }

    public MemoryStats memoryStats(Vantage vantage) {
        return read(vantage, Counts::memory);
    }

    /** Reads under one lock at one position; see {@link Reading}. */
    public <R> R read(Vantage vantage, Function<Reading, R> reading) {
        return folded.read(vantage, reading);
    }

    // For indexes that are fed from here.

    /** The text that an event of a log brought, hidden or not, with no ordinal; empty when it brought none. */
    public static Optional<TextVersion> text(StoredEvent event) {
        return Rows.brought(event);
    }

    /**
     * The texts from this ordinal on, in order, hidden ones included; empty if there is none yet. Reads the log
     * forwards, so asking for blocks is cheaper than for single ones.
     */
    public List<TextVersion> texts(int fromOrdinal, int limit) {
        return folded.texts(fromOrdinal, limit);
    }

    /** The vectors that callers attached, from this number on, in order, hidden ones included; as {@link #texts}. */
    public List<AttachedVector> embeddings(int from, int limit) {
        return folded.embeddings(from, limit).stream().map(AttachedVector::of).toList();
    }

    /** The event that brought the text that a vector of a caller's is for; empty for every other event. */
    public static Optional<Position> embeddedTextOf(StoredEvent event) {
        return MemoryEventCodec.EMBEDDED.equals(event.type())
                        && MemoryEventCodec.decode(event) instanceof MemoryEvent.Embedded embedded
                ? Optional.of(new Position(embedded.of()))
                : Optional.empty();
    }

    /** The events behind a position, in order, hidden ones included; empty if there is none yet. Reads as {@link #texts}. */
    public List<StoredEvent> eventsAfter(Position position, int limit) {
        return folded.eventsAfter(position, limit);
    }

    /** Waits until the log has grown beyond the position and is folded; the folded position. For indexing threads. */
    public Position awaitAfter(Position position, Duration timeout) throws InterruptedException {
        return folded.awaitAfter(position, timeout);
    }

    /** See {@link EventLog#anchor}. */
    public Anchor anchor(Position event) {
        return parameters.log.anchor(event);
    }

    /** Whether the log of this memory is the one that the anchor was taken from, grown since or not. Reads one frame. */
    public boolean holds(Anchor anchor) {
        return parameters.log.holds(anchor);
    }

    /** What has been erased from the log since this memory was made of it. */
    public ErasureWatch erasures() {
        return erasures;
    }

    /** Waits until all that the log holds is folded, however long that takes after the start. */
    public void catchUp() {
        boolean caughtUp = false;
        while (!caughtUp) {
            try {
                folded.caughtUp();
                caughtUp = true;
            } catch (MemoryException e) {
                if (e.kind() != MemoryException.Kind.BUSY
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    /** How far everything is folded. */
    public Position position() {
        return folded.position();
    }

    /** SHA-256 of each view in canonical order, hexadecimal, by name; equal for equal logs. Reads all of the state. */
    public SequencedMap<String, String> digests() {
        return folded.digests();
    }

    /** What is known of damage to the log, in one sentence, or null. Answers then tell only what is before it. */
    public @Nullable String damage() {
        return parameters.log.status().damage();
    }

    public String tenant() {
        return parameters.tenant;
    }

    /** The same, made anew of the same log, which is the new one's from now on. Takes nothing over. */
    public Memory anew() {
        return new Memory(parameters);
    }

    /** Ends folding, and leaves the log to another memory that was made {@link #anew}. */
    public void retire() {
        sqlReads.close();
        folded.close();
    }

    /** Ends folding and closes the log. */
    @Override
    public void close() {
        retire();
        parameters.log.close();
    }
}
