package dev.everlog.eventlog.chronicle;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.TestEvents;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that appends numbered events and says after each what became of it. */
final class LogProcess {
    private LogProcess() {}

    /** Arguments: directory, name of the writer, first and last number. */
    public static void main(String[] args) {
        try (Tail tail = ChronicleTail.open(Path.of(args[0]), TailOptions.of(Durability.COMMIT))) {
            for (int i = Integer.parseInt(args[2]); i <= Integer.parseInt(args[3]); i++) {
                System.out.println(i + " " + append(tail, args[1], i));
            }
        }
    }

    static AppendResult append(Tail tail, String writer, int number) {
        IdempotencyKey key = new IdempotencyKey(writer + "-" + number, "n" + number);
        return tail.append(
                List.of(TestEvents.event("writer/" + writer, "{\"n\":" + number + "}", key)),
                AppendCondition.always());
    }

    static Process start(Path log, String writer, int first, int last, String... options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("..", "mcp-server", "bin", "jvm.options"));
        command.addAll(List.of(options));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), LogProcess.class.getName()));
        command.addAll(List.of(log.toString(), writer, "" + first, "" + last));
        return new ProcessBuilder(command).redirectError(new File("/dev/null")).start();
    }
}
