package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.embeddings.Embedder;
import dev.everlog.embeddings.HashingEmbedder;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.SequentialIds;
import dev.everlog.eventlog.TestClock;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.InMemoryTail;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.eventlog.tail.TailOptions;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Tenants;
import dev.everlog.memory.moving.Exchange;
import dev.everlog.memory.moving.Progress;
import dev.everlog.memory.recall.DerivedFiles;
import dev.everlog.memory.recall.OpenMemory;
import dev.everlog.memory.recall.Recall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A memory with a little of everything in it, and a client that calls tools on it. Confined to one test. */
final class SeededMemory implements AutoCloseable {
    /** Of sessions that neither import nor export. */
    static final Supplier<Exchange> NOWHERE = () -> new Exchange(Path.of("nowhere"));

    final TestClock clock = TestClock.atNoon();
    final ToolCatalog catalog = ToolCatalog.standard();
    private final ToolDispatcher dispatcher = new ToolDispatcher(catalog);
    private final EventLog log;
    private final List<OpenMemory> replaced = new ArrayList<>();
    private volatile Memory memory;
    private volatile Recall recall;
    final Exchange exchange;

    private SeededMemory(Path vectors, @Nullable Embedder embedder) {
        this(null, vectors, embedder);
    }

    /** @param kept null for a log that is gone with this */
    private SeededMemory(@Nullable EventLog kept, Path vectors, @Nullable Embedder embedder) {
        exchange = Exchange.of(vectors);
        log = kept == null ? new EventLog(new InMemoryTail(clock)) : kept;
        memory =
                new Memory(
                        new Memory.Parameters(
                                "test", log, Snapshots.NONE, clock, new SequentialIds()));
        recall =
                Recall.open(new Recall.Parameters(memory, embedder, vectors, Recall.Saved.NOTHING));
    }

    static SeededMemory empty(Path vectors) {
        return new SeededMemory(vectors, new HashingEmbedder());
    }

    /** Nothing is embedded in the background, so that every recall finds the same. */
    static SeededMemory withoutModel(Path vectors) {
        return new SeededMemory(vectors, null);
    }

    /** What is in the directory of a tenant, nothing at first; as in a server made anew when something is erased. */
    static SeededMemory onDisk(Path tenant) {
        var embedder = new HashingEmbedder();
        var seeded = new SeededMemory(log(tenant), OpenMemory.vectors(tenant), embedder);
        seeded.renewWhenErased(tenant, embedder);
        return seeded;
    }

    private void renewWhenErased(Path tenant, Embedder embedder) {
        var old = new OpenMemory(memory, recall, embedder, tenant);
        var _ =
                old.memory()
                        .erasures()
                        .erased()
                        .thenRunAsync(() -> {
                            var fresh = old.renewed();
                            memory = fresh.memory();
                            recall = fresh.recall();
                            replaced.add(old);
                            renewWhenErased(tenant, embedder);
                            old.memory().erasures().replaced().complete(null);
                        });
    }

    /** The log in the directory of a tenant, by whose clock it is noon too. */
    static EventLog log(Path tenant) {
        var derived = new DerivedFiles(Tenants.snapshots(tenant), OpenMemory.vectors(tenant));
        return new EventLog(
                FileTail.open(
                        tenant.resolve("log"),
                        TailOptions.of(Durability.PROCESS, TestClock.atNoon())
                                .withDerived(derived)));
    }

    static SeededMemory open(Path vectors) {
        var seeded = empty(vectors);
        seeded.recall.events().coverage(); // from now on events are indexed as they come
        seed(seeded);
        return seeded;
    }

    static void seed(SeededMemory seeded) {
        seeded.answer(
                "memory_add_node",
                "{'type': 'person', 'name': 'Ada', 'properties': {'city': 'Paris'}}");
        seeded.answer("memory_add_node", "{'type': 'order', 'name': '7', 'key': 'order/7'}");
        seeded.answer(
                "memory_add_edge",
                "{'source': 'person/ada', 'target': 'order/7', 'relation': 'placed'}");
        seeded.answer(
                "ingest_event",
                "{'events': [{'type': 'order.placed', 'subject': 'order/7', 'data': {'total': 40}},"
                        + " {'type': 'order.paid', 'subject': 'order/7', 'data': {'paid': true}}]}");
        seeded.answer(
                "memory_remember",
                "{'text': 'Ada prefers tea over coffee', 'about': ['person/ada'], 'key': 'tea', 'kind': 'preference'}");
        seeded.answer(
                "memory_remember", "{'text': 'The order was packed by Bob', 'speaker': 'Bob'}");
        seeded.answer(
                "memory_define_projection", "{'name': 'people', 'template': 'person_profile'}");
        seeded.answer("memory_get_projection", "{'name': 'people'}"); // once it is built
        seeded.answer("delete_events", "{'events': ['e5'], 'reason': 'a test', 'dry_run': false}");
        seeded.awaitEmbedded();
    }

    /** Another memory that says what one of the seed says: something to put in order. */
    void sayAgain() {
        answer(
                "memory_remember",
                "{'text': 'The order was packed by Bob, it was', 'speaker': 'Bob'}");
        awaitEmbedded();
    }

    /** A text without its vector yet may be missing in one answer and be in the next. */
    void awaitEmbedded() {
        // Takes in what was written, to be counted; a question that no test repeats, for its
        // ranking is kept.
        call("memory_recall", "{'query': 'is everything embedded?'}");
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (log.end().isAfter(recall.coverage().freshThrough()) || !eventsAreEmbedded()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not embedded in 60 s: " + recall.coverage());
            }
            Thread.onSpinWait();
        }
    }

    private boolean eventsAreEmbedded() {
        var events = recall.events().coverage();
        return events.embedded() == events.texts() && !log.end().isAfter(events.wordsThrough());
    }

    Session session() {
        return session("demo");
    }

    Session session(String project) {
        return new Session(
                () -> recall, "tester", "s1", project, clock, () -> exchange, Progress.NONE, null);
    }

    /** @param arguments JSON, in which single quotes stand for double ones */
    ToolResult call(String tool, String arguments) {
        return call(tool, json(arguments));
    }

    ToolResult call(String tool, ObjectNode arguments) {
        return dispatcher.call(tool, arguments, session());
    }

    /** The structured answer of a call that works. */
    ObjectNode answer(String tool, String arguments) {
        return answer(tool, json(arguments));
    }

    ObjectNode answer(String tool, ObjectNode arguments) {
        var result = call(tool, arguments);
        if (result.isError()) {
            throw new AssertionError(tool + " " + arguments + "\n" + result.text());
        }
        return result.structured();
    }

    /** Does what a writing tool's arguments say: where it wants to be confirmed, it is. */
    ObjectNode confirmed(String tool, ObjectNode arguments) {
        if (!catalog.find(tool)
                .orElseThrow()
                .inputSchema()
                .get("properties")
                .has("confirm_token")) {
            return answer(tool, arguments);
        }
        var preview = answer(tool, arguments.deepCopy().put("dry_run", true));
        var sure = arguments.deepCopy().put("dry_run", false);
        return answer(
                tool,
                preview.has("confirm_token")
                        ? sure.set("confirm_token", preview.get("confirm_token"))
                        : sure);
    }

    Map<String, String> digests() {
        return memory.digests();
    }

    /** Moves all events into the archive. */
    void seal() throws InterruptedException {
        assertThat(log.seal(Duration.ofSeconds(30))).isTrue();
    }

    long end() {
        return log.end().value();
    }

    static ObjectNode json(String text) {
        return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
    }

    static ObjectNode json(Map<String, ?> members) {
        JsonNode tree = Json.MAPPER.valueToTree(members);
        return (ObjectNode) tree;
    }

    @Override
    public void close() {
        replaced.forEach(OpenMemory::retire);
        recall.close();
        memory.close();
    }
}
