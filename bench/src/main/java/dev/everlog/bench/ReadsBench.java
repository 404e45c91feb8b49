package dev.everlog.bench;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.sql.SqlQuery;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.eventlog.tail.TailOptions;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Reconstruct;
import dev.everlog.memory.Vantage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Point reads in this process, which has the product's flags, of a memory just filled: an event by its handle, the state
 * of a subject, and SQL. Beside them the same reads of an embedded database in its own process. Then events by handle
 * from the Parquet archive.
 */
final class ReadsBench {
    private static final int EVENTS = 100_000;
    private static final int WARM = 20_000;
    private static final int SEALED_READS = 5_000;
    private static final int SQL_READS = 500;
    private static final String TYPES =
            "SELECT type, count(*) FROM events WHERE subject = ? GROUP BY type";
    private static final long SEED = 7919;
    private static final int GENERATION_BYTES = 4 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Table table = new Table("µs", "reads", "mean", "p50", "p99", "p99.9");
    private final Random random = new Random(SEED);
    private final int events;

    private ReadsBench(int events) {
        this.events = events;
    }

    /** One read. */
    @FunctionalInterface
    private interface Read {
        @Nullable Object run(Random random);
    }

    static int run(Options options, PrintStream out) throws IOException, InterruptedException {
        var product = Product.here();
        var packages = NodePackages.install(product, "peers");
        int events = options.count("events", EVENTS);
        Path directory =
                Files.createTempDirectory(
                        Files.createDirectories(product.emptyDirectory("reads")), "run");
        Machine.print(product, out);
        out.printf("# memory   %s%n", LargeMemory.described(events));
        out.printf("# seed     %d%n%n", SEED);
        var bench = new ReadsBench(events);
        try {
            bench.hot(directory.resolve("hot"), out);
            for (String kind : List.of("stoolap", "sqlite")) {
                bench.peer(packages, kind, directory.resolve(kind));
            }
            bench.sealed(directory.resolve("sealed"), out);
            bench.table.print(out);
        } finally {
            Product.delete(directory);
        }
        return 0;
    }

    private void hot(Path data, PrintStream out) throws IOException, InterruptedException {
        LargeMemory.fill(data, events, out);
        var log =
                new EventLog(
                        FileTail.open(
                                data.resolve("default/log"), TailOptions.of(Durability.PROCESS)));
        List<String> subjects = subjects(log);
        var parameters =
                new Memory.Parameters(
                        "default", log, Snapshots.NONE, InstantSource.system(), Ids.uuidV7());
        try (var memory = new Memory(parameters)) {
            memory.awaitAfter(new Position(events - 1), PATIENCE);
            measure(
                    "Everlog, event by handle",
                    events,
                    from -> log.at(new Position(1 + from.nextInt(events))));
            measure(
                    "Everlog, state of a subject",
                    events,
                    from ->
                            memory.reconstruct(
                                    new Reconstruct(
                                            subjects.get(from.nextInt(subjects.size())),
                                            Reconstruct.Merge.SHALLOW,
                                            false),
                                    Vantage.NOW));
            sql(memory, subjects);
        }
    }

    /** The first query starts a process and reads the log into it. */
    private void sql(Memory memory, List<String> subjects) {
        long from = System.nanoTime();
        memory.sql(new SqlQuery("SELECT count(*) FROM events", List.of(), 0, 1), Vantage.NOW);
        add("Everlog, SQL, first query", new double[] {(System.nanoTime() - from) / 1e3});
        measure(
                "Everlog, SQL, types of a subject",
                SQL_READS,
                random -> {
                    Object subject = subjects.get(random.nextInt(subjects.size()));
                    return memory.sql(new SqlQuery(TYPES, List.of(subject), 0, 20), Vantage.NOW);
                });
        measure(
                "Everlog, SQL, types of all",
                SQL_READS,
                _ ->
                        memory.sql(
                                new SqlQuery(
                                        "SELECT type, count(*) FROM events GROUP BY type",
                                        List.of(),
                                        0,
                                        20),
                                Vantage.NOW));
    }

    private static List<String> subjects(EventLog log) {
        Set<String> subjects = new LinkedHashSet<>();
        try (EventCursor cursor = log.read(Position.NONE)) {
            for (var event = cursor.next(); event != null; event = cursor.next()) {
                subjects.add(event.event().subject());
            }
        }
        return List.copyOf(subjects);
    }

    private void peer(NodePackages packages, String kind, Path directory)
            throws IOException, InterruptedException {
        String name = kind.equals("sqlite") ? "better-sqlite3" : "@stoolap/node";
        double[][] micros =
                packages.answer(
                        double[][].class,
                        "reads.mjs",
                        kind,
                        directory.toString(),
                        Integer.toString(events));
        add(packages.version(name) + ", row by id", micros[0]);
        add(packages.version(name) + ", last row of a subject", micros[1]);
    }

    /** Small generations, all but the newest of which end in the archive. */
    private void sealed(Path data, PrintStream out) throws IOException, InterruptedException {
        TailOptions options =
                TailOptions.of(Durability.PROCESS).withGenerationBytes(GENERATION_BYTES);
        LargeMemory.fill(data, events, options, out);
        Path directory = data.resolve("default/log");
        try (var log = new EventLog(FileTail.open(directory, options))) {
            long hotFrom = LargeMemory.awaitSealed(directory);
            measure(
                    "Everlog, event by handle, archive",
                    SEALED_READS,
                    from -> log.at(new Position(1 + from.nextLong(hotFrom - 1))));
        }
    }

    private void measure(String name, int reads, Read read) {
        for (int i = 0; i < Math.min(WARM, reads); i++) {
            require(read.run(random));
        }
        double[] micros = new double[reads];
        for (int i = 0; i < reads; i++) {
            long from = System.nanoTime();
            @Nullable Object found = read.run(random);
            micros[i] = (System.nanoTime() - from) / 1e3;
            require(found);
        }
        add(name, micros);
    }

    private static void require(@Nullable Object found) {
        if (found == null) {
            throw new NotMeasuredException("a read found nothing");
        }
    }

    private void add(String name, double[] micros) {
        var all = Percentiles.of(micros);
        table.add(
                name,
                Integer.toString(micros.length),
                one(all.mean()),
                one(all.median()),
                one(all.at(0.99)),
                one(all.at(0.999)));
    }

    private static String one(double micros) {
        return String.format(Locale.ROOT, "%.1f", micros);
    }
}
