package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.embeddings.HashingEmbedder;
import dev.everlog.eventlog.Position;
import dev.everlog.memory.custom.Compatibility;
import dev.everlog.memory.custom.Field;
import dev.everlog.memory.custom.Policy;
import dev.everlog.memory.custom.SchemaMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A memory's life by seed: writes, corrections, deletions and their undoing, with few names, so that they meet. */
final class RandomLife {
    static final List<String> NAMES = List.of("Ada", "Grace", "Acme", "Globex", "Rome", "Oslo");
    private static final HashingEmbedder MODEL = new HashingEmbedder();
    private static final String[] PROJECTS = {null, "shop", "notes"};

    private RandomLife() {}

    /** Lets the memory live through so many operations. */
    static void live(TestMemory test, Random random, int operations) {
        live(test, random, operations, List.of(ADA));
    }

    /** The same, lived by several in turns. */
    static void live(TestMemory test, Random random, int operations, List<Writer> writers) {
        IntStream.range(0, operations)
                .mapToObj(i ->
                        writers.size() == 1
                                ? writers.getFirst()
                                : writers.get(random.nextInt(writers.size())))
                .forEach(writer -> operate(test, random, writer));
    }

    /** Somewhere to look from, at the end of the log. */
    static Vantage vantage(Random random) {
        Vantage vantage = Vantage.NOW.in(new Scope(PROJECTS[random.nextInt(PROJECTS.length)]));
        return random.nextBoolean() ? vantage : vantage.validAt(time(random));
    }

    private static Instant time(Random random) {
        return TestMemory.START.plusSeconds(random.nextInt(-200, 600));
    }

    /** What is refused (an unknown name, nothing to restore) is a step like any other. */
    private static void operate(TestMemory test, Random random, Writer writer) {
        try {
            assertThat(operation(test, random, writer).get()).isNotNull();
        } catch (MemoryException e) {
            assertThat(e.kind())
                    .isIn(MemoryException.Kind.NOT_FOUND, MemoryException.Kind.AMBIGUOUS);
        }
    }

    private static Supplier<?> operation(TestMemory test, Random random, Writer who) {
        Writer writer = who.project(PROJECTS[random.nextInt(PROJECTS.length)]);
        Position some =
                new Position(1 + random.nextLong(Math.max(1, test.memory.position().value())));
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String other = NAMES.get(random.nextInt(NAMES.size()));
        return switch (random.nextInt(13)) {
            case 0, 1 -> () -> test.memory.remember(remember(random, name, other), writer);
            case 2 -> () -> test.memory.addNode(node(random, name), writer);
            case 3, 4 -> () -> test.memory.addEdge(edge(random, name, other), writer);
            case 5 -> () -> test.forget(who, random.nextBoolean() ? name : "k" + random.nextInt(4));
            case 6, 7 ->
                    () ->
                            test.memory.hide(
                                    new HideEvents(List.of(some), null, Scope.ALL, "r", Consent.GO),
                                    who);
            case 8 ->
                    () ->
                            test.memory.restore(
                                    new RestoreEvents(
                                            null, List.of(some), null, Scope.ALL, "r", Consent.GO),
                                    who);
            case 9 -> () -> test.memory.registerSchema(schema(random), who);
            case 10 -> () -> test.memory.defineProjection(projection(random), who);
            case 11 -> () -> test.memory.embed(vector(random, name), who);
            default ->
                    () ->
                            test.ingest(
                                    who,
                                    "person/" + name.toLowerCase(Locale.ROOT),
                                    "seen.at",
                                    data -> data.put("place", other));
        };
    }

    private static EmbedText vector(Random random, String name) {
        var vector = MODEL.embed("number " + random.nextInt(20) + " of " + name);
        String model = random.nextInt(4) == 0 ? "another" : MODEL.model().name();
        return new EmbedText("k" + random.nextInt(4), model, vector, null);
    }

    private static DefineProjection projection(Random random) {
        List<Policy> policies = List.of(Policy.values());
        Policy policy = policies.get(random.nextInt(policies.size()));
        return new DefineProjection(
                "p" + random.nextInt(2),
                null,
                new ProjectionDefinition(
                        List.of("person/*"),
                        List.of(),
                        List.of(),
                        random.nextBoolean() ? "@subject" : "@type",
                        List.of(
                                new Field("place", null, policy),
                                new Field("p", "properties.p1", Policy.MAX))));
    }

    private static RegisterSchema schema(Random random) {
        return new RegisterSchema(
                "seen.at",
                Json.empty().put("minProperties", random.nextInt(3)),
                random.nextBoolean() ? SchemaMode.OFF : SchemaMode.WARN,
                Compatibility.NONE,
                false);
    }

    private static Remember remember(Random random, String about, String speaker) {
        String key = random.nextBoolean() ? "k" + random.nextInt(4) : null;
        return new Remember(
                about + " said number " + random.nextInt(20),
                random.nextBoolean() ? MemoryKind.FACT : null,
                List.of(about),
                key,
                null,
                random.nextBoolean() ? speaker : null,
                List.of(),
                validity(random),
                null,
                null);
    }

    private static AddNode node(Random random, String name) {
        String type = random.nextInt(4) == 0 ? "place" : "person";
        String text = random.nextInt(3) == 0 ? "a text on " + name : null;
        return new AddNode(
                type,
                name,
                Json.empty().put("p" + random.nextInt(3), random.nextInt(9)),
                null,
                text,
                validity(random));
    }

    private static AddEdge edge(Random random, String source, String target) {
        Boolean functional = random.nextInt(5) == 0 ? random.nextBoolean() : null;
        String relation = random.nextBoolean() ? "works_at" : "knows";
        return new AddEdge(
                source,
                target,
                relation,
                Json.empty().put("w", random.nextInt(9)),
                0.5 + random.nextInt(3),
                validity(random),
                functional);
    }

    private static Validity validity(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Validity(time(random), null);
            case 1 -> {
                Instant from = time(random);
                yield new Validity(from, from.plusSeconds(random.nextInt(300)));
            }
            default -> Validity.ALWAYS;
        };
    }
}
