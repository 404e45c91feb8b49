package dev.everlog.memory;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.EagerSnapshots;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that folds a log and says the digests of what came of it. */
final class ReplayProcess {
    private ReplayProcess() {}

    /** Arguments: the directory of the log, and that of the snapshots to start from. */
    public static void main(String[] args) {
        TestMemory.TestClock clock = new TestMemory.TestClock();
        Path saved = Path.of(args[1]);
        EagerSnapshots tail = new EagerSnapshots(saved, "tail", Integer.MAX_VALUE);
        EagerSnapshots views = new EagerSnapshots(saved, "views", Integer.MAX_VALUE);
        TailOptions options = TailOptions.of(Durability.COMMIT, clock).withSnapshots(tail);
        try (TestMemory test =
                new TestMemory(clock, FileTail.open(Path.of(args[0]), options), 0, views)) {
            System.out.println(test.memory.digests());
            System.out.println("from " + tail.read() + ", " + views.read());
        }
    }

    /** The digests of the views of the log as a JVM with these options makes it, and what it started from. */
    static String digests(Path log, Path snapshots, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("..", "mcp-server", "bin", "jvm.options"));
        command.addAll(options);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReplayProcess.class.getName()));
        command.addAll(List.of(log.toString(), snapshots.toString()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .strip();
    }
}
