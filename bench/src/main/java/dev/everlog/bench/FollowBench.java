package dev.everlog.bench;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * How soon an event that is acknowledged in one process has been read by another, with nothing above the log; and what
 * the other one costs while nothing happens.
 */
final class FollowBench {
    private static final int EVENTS = 2_000;
    private static final int WARM = 200;
    private static final long SEED = 7919;

    /** Between two events, so that the follower has gone to sleep: the mean of 0 to this. */
    private static final int LONGEST_PAUSE_MILLIS = 20;

    private static final Duration IDLE = Duration.ofSeconds(20);

    private final Product product;
    private final Path directory;
    private final int events;

    private FollowBench(Product product, Path directory, int events) {
        this.product = product;
        this.directory = directory;
        this.events = events;
    }

    static int run(Options options, PrintStream out) throws IOException, InterruptedException {
        var product = Product.here();
        Machine.print(product, out);
        out.printf("# seed     %d%n%n", SEED);
        Path directory = product.emptyDirectory("follow");
        try {
            new FollowBench(product, directory.resolve("log"), options.count("events", EVENTS))
                    .measure(out);
        } finally {
            Product.delete(directory);
        }
        return 0;
    }

    private void measure(PrintStream out) throws IOException, InterruptedException {
        try (var log = new EventLog(FileTail.open(directory, TailOptions.of(Durability.COMMIT)))) {
            Process process = product.command(command()).start();
            try (var answers =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                answers.readLine(); // it is open
                delays(write(log), answers, out);
                idle(ProcessFigures.of(process.pid()), out);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private List<String> command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String flags = "@" + product.root().resolve("mcp-server/bin/jvm.options");
        String classes = System.getProperty("java.class.path");
        return List.of(java, flags, "-cp", classes, Follower.class.getName(), "" + directory);
    }

    /** When each was acknowledged. */
    private long[] write(EventLog log) throws InterruptedException {
        var contender = new LogContender(log, 1, 1);
        var random = new Random(SEED);
        long[] acknowledged = new long[events];
        for (int i = 0; i < events; i++) {
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS + 1));
            contender.write(0);
            acknowledged[i] = System.nanoTime();
        }
        return acknowledged;
    }

    private void delays(long[] acknowledged, BufferedReader answers, PrintStream out)
            throws IOException {
        long[] seen = new long[events];
        for (int known = 0; known < events; ) {
            String line = answers.readLine();
            if (line == null) {
                throw new NotMeasuredException("the other process has ended");
            }
            String[] words = line.split(" ", -1);
            for (long last = Long.parseLong(words[0]); known < last; known++) {
                seen[known] = Long.parseLong(words[1]);
            }
        }
        var millis =
                Percentiles.of(
                        LongStream.range(WARM, events)
                                .mapToDouble(i ->
                                        Math.max(0, seen[(int) i] - acknowledged[(int) i]) / 1e6)
                                .toArray());
        var table = new Table("ms", "events", "mean", "p50", "p99", "p99.9", "max");
        table.add(
                "acknowledged here to read there",
                Integer.toString(events - WARM),
                two(millis.mean()),
                two(millis.median()),
                two(millis.at(0.99)),
                two(millis.at(0.999)),
                two(millis.max()));
        table.print(out);
    }

    private static void idle(ProcessFigures figures, PrintStream out)
            throws IOException, InterruptedException {
        double before = figures.cpuSeconds();
        Thread.sleep(IDLE);
        double share = 100 * (figures.cpuSeconds() - before) / IDLE.toSeconds();
        out.printf(
                "%nidle for %d s the other process takes %s %% of a core%n",
                IDLE.toSeconds(), two(share));
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
