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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Appends per second of the log, beside a raw loop that writes as many bytes to the same disk in the same run. The only
 * measurement that calls the log itself instead of the packaged product: so nothing but the log is in it.
 */
final class AppendBench {
    private static final int[] CALLERS = {1, 8, 16, 64};
    private static final int ROUNDS = 5;
    private static final int SECONDS = 1;

    private AppendBench() {}

    /** So many callers of the log, and the raw loop that groups as many events: a pair that takes turns. */
    private record Pair(int callers, Rounds log, Rounds raw) {
        void run(Duration duration) throws IOException, InterruptedException {
            log.run(duration);
            raw.run(duration);
        }

        void forget() {
            log.forget();
            raw.forget();
        }
    }

    static int run(Options options, PrintStream out) throws IOException, InterruptedException {
        var product = Product.here();
        Path parent = options.path("dir", product.emptyDirectory("append"));
        Path directory = Files.createTempDirectory(Files.createDirectories(parent), "run");
        int rounds = options.count("rounds", ROUNDS);
        var duration = Duration.ofSeconds(options.count("seconds", SECONDS));
        Machine.print(product, out);
        out.printf("# disk     %s, %s%n", Files.getFileStore(directory).type(), directory);
        out.printf("# rounds   %d of %d s each, in turns%n", rounds, duration.toSeconds());
        try {
            for (Durability durability : Durability.values()) {
                measure(directory, durability, rounds, duration, out);
            }
        } finally {
            Product.delete(directory);
        }
        return 0;
    }

    private static void measure(
            Path directory, Durability durability, int rounds, Duration duration, PrintStream out)
            throws IOException, InterruptedException {
        String name = durability.name().toLowerCase(Locale.ROOT);
        try (var log =
                        new EventLog(
                                FileTail.open(
                                        directory.resolve(name), TailOptions.of(durability)));
                var file = RawFile.create(directory.resolve(name + ".raw"))) {
            int bytes = LogContender.bytesOnDisk(log);
            var pairs = pairs(log, file, bytes, durability == Durability.COMMIT);
            out.printf(
                    "%n%s: %s, %d bytes on disk for each event%n",
                    name, promise(durability), bytes);
            for (int round = 0; round <= rounds; round++) {
                for (Pair pair : pairs) {
                    pair.run(duration);
                }
                if (round == 0) {
                    pairs.forEach(Pair::forget);
                }
            }
            print(pairs, out);
        }
    }

    private static List<Pair> pairs(EventLog log, RawFile file, int bytes, boolean forced) {
        var pairs = new ArrayList<Pair>();
        for (int callers : CALLERS) {
            var block = RawFile.noise(bytes * callers);
            pairs.add(
                    new Pair(
                            callers,
                            new Rounds(new CallerLoad(new LogContender(log, callers, 1))),
                            new Rounds(
                                    new CallerLoad(
                                            new RawContender(file, block, callers, forced)))));
        }
        return pairs;
    }

    private static String promise(Durability durability) {
        return switch (durability) {
            case COMMIT -> "on stable storage before the answer";
            case PROCESS -> "in the page cache before the answer";
        };
    }

    private static void print(List<Pair> pairs, PrintStream out) {
        var table = Rounds.table("of raw");
        for (Pair pair : pairs) {
            pair.log.addTo(table, "log, callers: " + pair.callers, pair.log.shareOf(pair.raw));
            pair.raw.addTo(table, "raw, grouped by " + pair.callers, "");
        }
        table.print(out);
    }
}
