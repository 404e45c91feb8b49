package dev.everlog.eventlog.file;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendCondition.SubjectAtVersion;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.AppendResult.Appended;
import dev.everlog.eventlog.AppendResult.Conflict;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I2 of the promises: several writers, in two tails, each on top of the version it last heard of. */
@Tag("faults")
class ExpectedVersionTest {
    private static final int WRITERS = 8;
    private static final int WINS = FaultRounds.count(5_000, 50_000);
    private static final String SUBJECT = "counter/one";

    /** A refusal and the version that its writer had expected. */
    private record Refusal(long expected, Conflict conflict) {}

    @TempDir Path log;

    private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();

    @Test
    void versions_have_no_gap_and_who_loses_is_told_the_actual_one() throws Exception {
        try (Tail one = open();
                Tail other = open();
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Tail tail = i % 2 == 0 ? one : other;
                writers.add(threads.submit(() -> write(tail)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        check();
    }

    private void write(Tail tail) {
        long version = 0;
        while (version < WINS) {
            AppendResult result =
                    tail.append(
                            List.of(event(SUBJECT, "{}")), new SubjectAtVersion(SUBJECT, version));
            if (result instanceof Conflict conflict) {
                refusals.add(new Refusal(version, conflict));
                version = conflict.actualVersion();
            } else {
                assertThat(result).isInstanceOf(Appended.class);
                version++;
            }
        }
    }

    private void check() {
        try (Tail tail = open()) {
            List<StoredEvent> events = drain(tail.read(Position.NONE));
            assertThat(events)
                    .extracting(StoredEvent::version)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, WINS).boxed().toList());
            assertThat(refusals)
                    .hasSizeGreaterThan(WINS / 10)
                    .allSatisfy(refusal -> {
                        Conflict told = refusal.conflict;
                        assertThat(told.actualVersion()).isGreaterThan(refusal.expected);
                        int at = Math.toIntExact(told.position().value() - 1);
                        assertThat(events.get(at).version()).isEqualTo(told.actualVersion());
                    });
        }
        System.out.printf("I2: %d writers, %d told the actual version%n", WRITERS, refusals.size());
        FaultRounds.report("I2 wins", WINS, 0, 0);
    }

    private Tail open() {
        return FileTail.open(log, TailOptions.of(Durability.COMMIT));
    }
}
