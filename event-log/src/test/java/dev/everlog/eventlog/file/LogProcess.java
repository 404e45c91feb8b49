package dev.everlog.eventlog.file;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Erasure;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.TestEvents;
import dev.everlog.eventlog.tail.EagerSnapshots;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process of its own that appends numbered events and says after each what became of it. What may be tried again is
 * tried again. {@code -Dfilling=BYTES} makes large events, {@code -Dgeneration=BYTES} short generations, {@code
 * -Dfloor=BYTES} another floor of free space, {@code -Dsnapshots=DIRECTORY} many snapshots, {@code -Dlinger=SECONDS}
 * time to seal when all is written, {@code -Derase=RANGES} what to erase then.
 */
public final class LogProcess {
    private static final int FILLING = Integer.getInteger("filling", 100);
    private static final long RETRY_MILLIS = 50;
    private static final @Nullable String ERASED = System.getProperty("erase");
    private static final int LINGER = Integer.getInteger("linger", 0);

    private LogProcess() {}

    /** Arguments: directory, name of the writer, first and last number. */
    public static void main(String[] args) throws InterruptedException {
        try (Tail tail = FileTail.open(Path.of(args[0]), options())) {
            for (int i = Integer.parseInt(args[2]); i <= Integer.parseInt(args[3]); i++) {
                System.out.println(i + " " + appendAtLast(tail, args[1], i));
            }
            if (ERASED != null) {
                System.out.println(erase(tail, Positions.parse(ERASED)).position());
            }
            TimeUnit.SECONDS.sleep(LINGER);
        }
    }

    /** Waits for the receipt. */
    public static StoredEvent erase(Tail tail, Positions positions) throws InterruptedException {
        UUID id = Ids.uuidV7().next();
        Event wish =
                new Erasure(positions, "a test")
                        .wish(id, Instant.EPOCH, Origin.of("default", "tester"));
        return new EventLog(tail).erase(wish, Duration.ofSeconds(30));
    }

    private static TailOptions options() {
        TailOptions defaults = TailOptions.of(Durability.COMMIT);
        String snapshots = System.getProperty("snapshots");
        return defaults.withDerived((before, left) -> {})
                .withSnapshots(
                        snapshots == null
                                ? Snapshots.NONE
                                : new EagerSnapshots(Path.of(snapshots), "tail", 1))
                .withGenerationBytes(Long.getLong("generation", defaults.generationBytes()))
                .withFreeFloorBytes(Long.getLong("floor", defaults.freeFloorBytes()));
    }

    private static AppendResult appendAtLast(Tail tail, String writer, int number)
            throws InterruptedException {
        while (true) {
            try {
                return append(tail, writer, number);
            } catch (LogException e) {
                if (!e.kind().retryable()) {
                    throw e;
                }
                System.out.println(number + " " + e.kind());
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    public static AppendResult append(Tail tail, String writer, int number) {
        IdempotencyKey key = new IdempotencyKey(writer + "-" + number, "n" + number);
        String data = new NumberedData(writer, number, FILLING).json();
        return tail.append(
                List.of(TestEvents.event("writer/" + writer, data, key)), AppendCondition.always());
    }

    public static Process start(Path log, String writer, int first, int last, String... options)
            throws IOException {
        return start(List.of(), log, writer, first, last, options);
    }

    /** @param launcher program and arguments that start the JVM in their own way */
    static Process start(
            List<String> launcher, Path log, String writer, int first, int last, String... options)
            throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("..", "mcp-server", "bin", "jvm.options"));
        command.addAll(List.of(options));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), LogProcess.class.getName()));
        command.addAll(List.of(log.toString(), writer, "" + first, "" + last));
        return new ProcessBuilder(command).redirectError(new File("/dev/null")).start();
    }
}
