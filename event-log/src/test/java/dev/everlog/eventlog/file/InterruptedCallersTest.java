package dev.everlog.eventlog.file;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.AppendResult.Appended;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterruptedCallersTest {
    private static final int EACH = 400;

    @TempDir Path directory;

    private final Map<String, Position> acknowledged = new ConcurrentHashMap<>();
    private final Queue<LogException> refusals = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @CsvSource({"COMMIT,1", "COMMIT,3", "PROCESS,1", "PROCESS,3"})
    void callers_that_are_interrupted_at_any_moment_harm_neither_the_log_nor_others(
            Durability durability, int callers) throws Exception {
        TailOptions options =
                TailOptions.of(durability, InstantSource.system()).withGenerationBytes(200_000);
        try (Tail tail = FileTail.open(directory, options)) {
            List<Thread> threads =
                    IntStream.range(0, callers)
                            .mapToObj(caller -> Thread.ofPlatform().start(() -> call(tail, caller)))
                            .toList();
            Random random = new Random(callers);
            while (threads.stream().anyMatch(Thread::isAlive)) {
                threads.get(random.nextInt(callers)).interrupt();
                Thread.sleep(0, random.nextInt(1_000_000));
            }
            call(tail, callers);
            List<StoredEvent> kept = drain(tail.read(Position.NONE));
            assertThat(refusals) // they do not know whether it was appended
                    .allSatisfy(e -> assertThat(e.kind()).isEqualTo(LogException.Kind.BUSY));
            assertThat(acknowledged).hasSize((callers + 1) * EACH - refusals.size());
            acknowledged.forEach((subject, position) ->
                    assertThat(kept.get((int) position.value() - 1).event().subject())
                            .isEqualTo(subject));
        }
        assertThat(FileTail.verify(directory).findings()).isEmpty();
    }

    private void call(Tail tail, int caller) {
        for (int i = 0; i < EACH; i++) {
            String subject = "caller/" + caller + "-" + i;
            try {
                AppendResult result =
                        tail.append(
                                List.of(event(subject, "{\"n\":\"" + "1".repeat(i) + "\"}")),
                                AppendCondition.always());
                if (result instanceof Appended appended) {
                    acknowledged.put(subject, appended.first());
                }
            } catch (LogException e) {
                refusals.add(e);
            }
            Thread.interrupted();
        }
    }
}
