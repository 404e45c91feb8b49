package dev.everlog.memory;

import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.fold.View;
import dev.everlog.eventlog.fold.Views;
import dev.everlog.eventlog.tail.Snapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The live views of a tenant, and the ways to read them. Thread-safe. */
final class Folded implements AutoCloseable {
    /** For a fresh process that folds a large log; an answer later than this finds nobody waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Others' events are folded within milliseconds, unless a large log was just opened. */
    private static final Duration GLANCE = Duration.ofMillis(500);

    /** For a projection that was just defined: 100,000 events. */
    private static final Duration REBUILT = Duration.ofSeconds(2);

    private record TextPlace(int ordinal, int node, long position) {}

    private final EventLog log;
    private final Views views;
    private final View<Visibility> visibility;
    private final View<EventIndex> index;
    private final View<Requests> requests;
    private final View<GraphState> graph;
    private final View<Schemas> schemas;
    private final View<Projections> projections;
    private final View<Embeddings> embeddings;
    private final View<Served> served;
    private final Rebuilding rebuilding;
    private final Memo memo = new Memo();

    Folded(EventLog log, Snapshots snapshots) {
        this.log = log;
        this.views = new Views(log, snapshots);
        this.visibility = views.add(new Visibility.Fold());
        this.index = views.add(new EventIndex.Fold());
        this.requests = views.add(new Requests.Fold());
        this.graph = views.add(new GraphFold());
        this.schemas = views.add(new Schemas.Fold());
        this.rebuilding = new Rebuilding(log, views);
        this.projections = views.add(new Projections.Fold(rebuilding::wake));
        this.embeddings = views.add(new Embeddings.Fold());
        this.served = views.add(new Served.Fold());
        views.start();
        rebuilding.start(projections);
    }

    /** Under {@link Views#read}. */
    private States states() {
        return new States(
                visibility.state(),
                index.state(),
                requests.state(),
                graph.state(),
                schemas.state(),
                projections.state(),
                embeddings.state(),
                served.state());
    }

    /** Reads from a vantage, after what it needs is folded. */
    <R> R read(Vantage vantage, Function<Reading, R> reading) {
        Position wanted = wanted(vantage.asOf());
        await(wanted);
        return views.read(() ->
                reading.apply(new Reading(states(), log, resolve(vantage.asOf()), vantage, memo)));
    }

    /**
     * As {@link #read}, for those who ask how far folding is: "now" is what is folded within {@link #GLANCE}, and a view
     * that stands still is no failure.
     */
    <R> R glance(Vantage vantage, Function<Reading, R> reading) {
        if (!(vantage.asOf() instanceof AsOf.Now)) {
            return read(vantage, reading);
        }
        try {
            views.await(log.end(), GLANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return views.read(
                () -> reading.apply(new Reading(states(), log, views.position(), vantage, memo)));
    }

    private Position wanted(AsOf asOf) {
        return switch (asOf) {
            case AsOf.Now now -> log.end();
            case AsOf.Time time -> log.end();
            case AsOf.At(Position position) -> {
                if (position.isAfter(log.end())) {
                    throw MemoryException.invalid(
                            "as_of " + position + " is after the end of the log, " + log.end(),
                            "leave as_of away for what is known now");
                }
                yield position;
            }
        };
    }

    private Position resolve(AsOf asOf) {
        return switch (asOf) {
            case AsOf.Now now -> views.position();
            case AsOf.At at -> at.position();
            case AsOf.Time(var instant) -> new Position(index.state().positionAt(instant));
        };
    }

    /** Waits until all that this process knows to be in the log is folded. */
    Position caughtUp() {
        Position end = log.end();
        await(end);
        return views.position();
    }

    /** Waits until a position is folded. */
    void await(Position position) {
        try {
            if (!views.await(position, PATIENCE)) {
                throw behind(position);
            }
            requireWhole();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MemoryException(
                    MemoryException.Kind.BUSY,
                    "interrupted while waiting for " + position,
                    "try again",
                    e);
        }
    }

    private MemoryException behind(Position position) {
        RuntimeException stopped = views.stopped();
        if (stopped != null) {
            return new MemoryException(
                    MemoryException.Kind.BROKEN,
                    "reading the log ended at " + views.position() + ": " + stopped.getMessage(),
                    "run `everlog verify`; what was read before is intact: as_of "
                            + views.position(),
                    stopped);
        }
        return new MemoryException(
                MemoryException.Kind.BUSY,
                "folded up to " + views.position() + " of " + position + " so far",
                "try again in a few seconds: a large log takes a while after the start");
    }

    private void requireWhole() {
        for (View<?> view : views.views()) {
            View.Failure failure = view.failure();
            if (failure != null) {
                throw new MemoryException(
                        MemoryException.Kind.BROKEN,
                        "the view " + view.name() + " cannot fold event " + failure.position(),
                        "report it with the type of that event",
                        failure.cause());
            }
        }
    }

    /** Whether an event is visible now. Also under {@link #read}: the lock is reentrant. */
    boolean seesNow(Position event) {
        return views.read(() -> visibility.state().sees(event.value(), views.position().value()));
    }

    /** Reads events at ascending positions that are known to be folded, while folding goes on. */
    void walk(long[] positions, Consumer<StoredEvent> each) {
        try (LogWalk walk = new LogWalk(log)) {
            Arrays.stream(positions).mapToObj(walk::event).forEach(each);
        }
    }

    /** See {@link Memory#texts}. */
    List<TextVersion> texts(int fromOrdinal, int limit) {
        caughtUp();
        List<TextPlace> places = views.read(() -> places(fromOrdinal, limit));
        List<TextVersion> texts = new ArrayList<>(places.size());
        try (LogWalk walk = new LogWalk(log)) {
            for (TextPlace place : places) {
                texts.add(Rows.text(walk.event(place.position), place.ordinal, place.node));
            }
        }
        return texts;
    }

    /** See {@link Memory#eventsAfter}. */
    List<StoredEvent> eventsAfter(Position after, int limit) {
        long end = Math.min(caughtUp().value(), after.value() + limit);
        List<StoredEvent> events = new ArrayList<>();
        try (LogWalk walk = new LogWalk(log)) {
            for (long at = after.value() + 1; at <= end; at++) {
                events.add(walk.event(at));
            }
        }
        return events;
    }

    /** See {@link Memory#embeddings}. */
    List<StoredEvent> embeddings(int from, int limit) {
        caughtUp();
        long[] places = views.read(() -> embeddingPlaces(from, limit));
        List<StoredEvent> events = new ArrayList<>(places.length);
        walk(places, events::add);
        return events;
    }

    private long[] embeddingPlaces(int from, int limit) {
        Embeddings all = embeddings.state();
        return IntStream.range(from, Math.min(all.size(), from + limit))
                .mapToLong(all::position)
                .toArray();
    }

    private List<TextPlace> places(int fromOrdinal, int limit) {
        Texts all = graph.state().texts;
        return IntStream.range(fromOrdinal, Math.min(all.size(), fromOrdinal + limit))
                .mapToObj(
                        ordinal -> new TextPlace(ordinal, all.node(ordinal), all.position(ordinal)))
                .toList();
    }

    /** See {@link Memory#awaitAfter}. */
    Position awaitAfter(Position position, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Position end = log.awaitAfter(position, timeout);
        views.await(end, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        return views.position();
    }

    Position position() {
        return views.position();
    }

    /** Position of each view by name, -1 for one that stands still. */
    Map<String, Long> positions() {
        Map<String, Long> positions = new LinkedHashMap<>();
        views.views()
                .forEach(view ->
                        positions.put(
                                view.name(),
                                view.failure() == null ? views.position().value() : -1L));
        return positions;
    }

    SequencedMap<String, String> digests() {
        caughtUp();
        rebuilding.await(() -> views.read(() -> projections.state().isBuilt()), PATIENCE);
        return views.read(() -> states().digests());
    }

    @Override
    public void close() {
        rebuilding.close();
        views.close();
    }

    /** Reads from a vantage, once a projection that is needed is built: {@code BUSY} if that takes long. */
    <R> R readBuilt(Vantage vantage, Function<Reading, Optional<R>> reading) {
        AtomicReference<R> found = new AtomicReference<>();
        boolean built =
                rebuilding.await(
                        () -> {
                            read(vantage, reading).ifPresent(found::set);
                            return found.get() != null;
                        },
                        REBUILT);
        if (!built) {
            throw new MemoryException(
                    MemoryException.Kind.BUSY,
                    "this projection is being folded for the first time",
                    "memory_list_projections tells how far it is; until then ask as_of a position before its"
                            + " definition for the version before");
        }
        return Objects.requireNonNull(found.get());
    }
}
