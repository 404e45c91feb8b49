package dev.everlog.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * {@code bench recall | start | replay | append | peers | reads | follow | moving | agents | tools}: measures the packaged product. Exit code 0: measured; 1: measured, and
 * below what is promised; 2: could not be measured, stderr says why.
 */
public final class Main {
    private static final String USAGE =
            """
            usage: bench COMMAND [--NAME VALUE ...]
              recall  how good recall is on conversations with known evidence
                      --data DIR (default ../shared/data beside the repository), --set NAME (locomo),
                      --out FILE (a JSON line for each question)
              start   CPU, wall time and memory of a start, beside the official memory server
                      --runs N (10); with --events N on a large memory, from snapshots and without,
                      with --heap 1g in a heap of that size, with --vectors random until all is indexed
              replay  events per second of folding a large memory, beside reading its bytes
                      --events N (1000000), --rounds N (3)
              append  durable appends per second, beside a raw loop of write and force
                      --dir DIR (bench/target/append: the disk to measure), --rounds N (5), --seconds N (1)
              peers   durable appends beside stoolap and SQLite, which npm installs and compiles once
                      --dir DIR, --rounds N (5), --seconds N (1)
              reads   point reads in process, beside stoolap and SQLite; and from the archive
                      --events N (100000)
              follow  how soon another process has read what was acknowledged, and what it costs idle
                      --events N (2000)
              moving  events per second into a memory and out of it, by tool and by command
                      --events N (100000)
              agents  what is kept when agents write at the same time, beside the official memory server
                      --writes N (200)
              tools   what each reading tool costs over stdio, now and as of before, beside the official memory server
                      --memories N (10000, then 100000), --calls N (300)
            """;

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(List.of(args), System.out));
    }

    private static int run(List<String> args, PrintStream out) throws InterruptedException {
        try {
            return command(args, out);
        } catch (NotMeasuredException e) {
            System.err.println("bench: " + e.getMessage());
        } catch (IOException e) {
            System.err.println("bench: " + e);
        }
        return 2;
    }

    private static int command(List<String> args, PrintStream out)
            throws IOException, InterruptedException {
        String command = args.isEmpty() ? "" : args.getFirst();
        var rest = args.isEmpty() ? args : args.subList(1, args.size());
        return switch (command) {
            case "recall" -> RecallBench.run(Options.of(rest, "data", "set", "out"), out);
            case "start" -> start(Options.of(rest, "runs", "events", "heap", "vectors"), out);
            case "replay" -> ReplayBench.run(Options.of(rest, "events", "rounds"), out);
            case "append" -> AppendBench.run(Options.of(rest, "dir", "rounds", "seconds"), out);
            case "peers" -> PeersBench.run(Options.of(rest, "dir", "rounds", "seconds"), out);
            case "reads" -> ReadsBench.run(Options.of(rest, "events"), out);
            case "follow" -> FollowBench.run(Options.of(rest, "events"), out);
            case "moving" -> MovingBench.run(Options.of(rest, "events"), out);
            case "agents" -> AgentsBench.run(Options.of(rest, "writes"), out);
            case "tools" -> ToolsBench.run(Options.of(rest, "memories", "calls"), out);
            default -> throw new NotMeasuredException("no command '" + command + "'\n" + USAGE);
        };
    }

    private static int start(Options options, PrintStream out)
            throws IOException, InterruptedException {
        return options.has("events")
                ? LargeStartBench.run(options, out)
                : StartBench.run(options, out);
    }
}
