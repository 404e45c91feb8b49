package dev.everlog.memory;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that folds a log and says the digests of what came of it. */
final class ReplayProcess {
    private ReplayProcess() {}

    /** Argument: the directory of the log. */
    public static void main(String[] args) {
        TestMemory.TestClock clock = new TestMemory.TestClock();
        TailOptions options = TailOptions.of(Durability.COMMIT, clock);
        try (TestMemory test = new TestMemory(clock, FileTail.open(Path.of(args[0]), options))) {
            System.out.println(test.memory.digests());
        }
    }

    /** The digests of the views of the log as a JVM with these options makes it. */
    static String digests(Path log, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("..", "mcp-server", "bin", "jvm.options"));
        command.addAll(options);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReplayProcess.class.getName()));
        command.add(log.toString());
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .strip();
    }
}
