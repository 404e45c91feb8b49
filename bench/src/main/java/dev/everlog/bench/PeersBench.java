package dev.everlog.bench;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Durable appends of the log beside embedded databases that flush before they answer, on the same disk in the same run.
 * What a database keeps is less (no hash chain, no provenance), what it does is more (SQL): this compares waiting.
 */
final class PeersBench {
    private static final int[] BATCHES = {1, 100};
    private static final int ROUNDS = 5;
    private static final int SECONDS = 1;

    private PeersBench() {}

    static int run(Options options, PrintStream out) throws IOException, InterruptedException {
        var product = Product.here();
        var packages = NodePackages.install(product, "peers");
        Path parent = options.path("dir", product.emptyDirectory("peers-data"));
        Path directory = Files.createTempDirectory(Files.createDirectories(parent), "run");
        int rounds = options.count("rounds", ROUNDS);
        var duration = Duration.ofSeconds(options.count("seconds", SECONDS));
        Machine.print(product, out);
        out.printf("# disk     %s, %s%n", Files.getFileStore(directory).type(), directory);
        out.printf("# rounds   %d of %d s each, in turns%n", rounds, duration.toSeconds());
        String stoolap = packages.version("@stoolap/node") + ", sync_mode=full";
        String sqlite = packages.version("better-sqlite3") + ", WAL, synchronous=FULL";
        try (var log =
                new EventLog(
                        FileTail.open(
                                directory.resolve("log"), TailOptions.of(Durability.COMMIT)))) {
            for (int batch : BATCHES) {
                Map<String, Rounds> all = new LinkedHashMap<>();
                all.put(
                        "Everlog, durability commit",
                        new Rounds(new CallerLoad(new LogContender(log, 1, batch))));
                all.put(stoolap, peer(packages, "stoolap", directory, batch));
                all.put(sqlite, peer(packages, "sqlite", directory, batch));
                for (int round = 0; round <= rounds; round++) {
                    for (Rounds each : all.values()) {
                        each.run(duration);
                    }
                    if (round == 0) {
                        all.values().forEach(Rounds::forget);
                    }
                }
                print(batch, all, out);
            }
        } finally {
            Product.delete(directory);
        }
        return 0;
    }

    private static Rounds peer(NodePackages packages, String kind, Path directory, int batch) {
        Path database = directory.resolve(kind + batch);
        return new Rounds(new PeerLoad(packages, kind, database, batch));
    }

    private static void print(int batch, Map<String, Rounds> all, PrintStream out) {
        out.printf(
                "%n%d event(s) of 300 bytes at a time, one caller, on disk before the answer%n",
                batch);
        var table = Rounds.table("Everlog is times it");
        Rounds ours = all.values().iterator().next();
        all.forEach((name, rounds) ->
                rounds.addTo(table, name, rounds == ours ? "" : ours.shareOf(rounds)));
        table.print(out);
    }
}
