package dev.everlog.memory;

import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.InMemoryTail;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.memory.graph.Direction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/** A memory over a tail in memory, with a clock that moves by a second per look and ids that count. */
final class TestMemory implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Writer ADA = Writer.of("ada");
    static final PageRequest PAGE = new PageRequest(20, null, PageRequest.Order.ASC);

    /** Shared by all memories on one tail, like the clock of a machine. */
    static final class TestClock implements InstantSource {
        private final AtomicLong seconds = new AtomicLong();

        @Override
        public Instant instant() {
            return START.plusSeconds(seconds.incrementAndGet());
        }

        void set(Instant instant) {
            seconds.set(Duration.between(START, instant).toSeconds() - 1);
        }
    }

    final TestClock clock;
    final Tail tail;
    final Memory memory;

    TestMemory() {
        this(new TestClock());
    }

    private TestMemory(TestClock clock) {
        this(clock, new InMemoryTail(clock));
    }

    /** On a tail of the caller's, which becomes the memory's own. */
    TestMemory(TestClock clock, Tail tail) {
        this(clock, tail, 0, Snapshots.NONE);
    }

    /** @param number tells its ids from those of others on the same log */
    TestMemory(TestClock clock, Tail tail, int number, Snapshots snapshots) {
        this.clock = clock;
        this.tail = tail;
        AtomicLong count = new AtomicLong();
        Ids ids = () -> new UUID(number + 1L, count.incrementAndGet());
        memory =
                new Memory(
                        new Memory.Parameters("test", new EventLog(tail), snapshots, clock, ids));
    }

    /** What another process on the same log would have. */
    TestMemory other(int number) {
        return new TestMemory(clock, tail, number, Snapshots.NONE);
    }

    /** What another process on the same log would have that starts from snapshots, and makes them. */
    TestMemory other(int number, Snapshots snapshots) {
        return new TestMemory(clock, tail, number, snapshots);
    }

    Remember.Result remember(String text, String... about) {
        return memory.remember(about(text, about), ADA);
    }

    static Remember about(String text, String... about) {
        return new Remember(
                text,
                null,
                List.of(about),
                null,
                null,
                null,
                List.of(),
                Validity.ALWAYS,
                null,
                null);
    }

    static Remember keyed(String key, String text) {
        return new Remember(
                text, null, List.of(), key, null, null, List.of(), Validity.ALWAYS, null, null);
    }

    AddNode.Result node(String type, String name) {
        return memory.addNode(AddNode.of(type, name), ADA);
    }

    AddEdge.Result edge(String source, String relation, String target) {
        return memory.addEdge(edgeOf(source, relation, target, Validity.ALWAYS), ADA);
    }

    static AddEdge edgeOf(String source, String relation, String target, Validity validity) {
        return new AddEdge(source, target, relation, Json.empty(), null, validity, null);
    }

    Ingest.Result ingest(String subject, String type, Consumer<ObjectNode> data) {
        return ingest(ADA, subject, type, data);
    }

    Ingest.Result ingest(Writer who, String subject, String type, Consumer<ObjectNode> data) {
        return memory.ingest(new Ingest(List.of(item(subject, type, data))), who);
    }

    static Ingest.Item item(String subject, String type, Consumer<ObjectNode> data) {
        ObjectNode node = Json.empty();
        data.accept(node);
        return Ingest.Item.of(type, subject, node);
    }

    Forget.Result forget(String... what) {
        return forget(ADA, what);
    }

    Forget.Result forget(Writer who, String... what) {
        Forget dry = new Forget(List.of(what), "a test", false, Scope.ALL, Consent.DRY_RUN);
        Forget.Result plan = memory.forget(dry, who);
        return memory.forget(
                new Forget(
                        List.of(what),
                        "a test",
                        false,
                        Scope.ALL,
                        Consent.confirmed(plan.confirmToken())),
                who);
    }

    RestoreEvents.Result restore(Position deletion) {
        return memory.restore(
                new RestoreEvents(deletion, List.of(), null, Scope.ALL, "a test", Consent.GO), ADA);
    }

    /** Texts that are seen from a vantage, in order of ordinal. */
    List<String> texts(Vantage vantage) {
        return memory.read(
                vantage,
                reading ->
                        IntStream.range(0, reading.texts())
                                .filter(reading::shows)
                                .mapToObj(ordinal -> reading.text(ordinal).text())
                                .toList());
    }

    /** {@code source relation target} of all edges around a node. */
    List<String> edges(String node, Vantage vantage) {
        return memory
                .neighbors(new Neighbors(node, List.of(), Direction.BOTH, 1, 0, 100), vantage)
                .edges()
                .stream()
                .map(edge -> edge.sourceKey() + " " + edge.relation() + " " + edge.targetKey())
                .toList();
    }

    static Vantage asOf(Position position) {
        return Vantage.NOW.asOf(new AsOf.At(position));
    }

    @Override
    public void close() {
        memory.close();
    }
}
