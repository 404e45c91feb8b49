package dev.everlog.eventlog.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.AppendResult.Appended;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** K3: a writer that stands still while it holds the lock. */
@Tag("faults")
class StoppedWriterTest {
    private static final int STOPS = FaultRounds.count(1, 3);

    /** Longer than the patience of those who wait. */
    private static final Duration STOP = Duration.ofSeconds(FaultRounds.count(8, 60));

    private static final int OTHERS = 4;

    /** Promised are five seconds; the rest is for a busy machine to say so. */
    private static final Duration LONGEST_CALL = Duration.ofMillis(5_500);

    @TempDir Path log;

    @Test
    void
            others_are_told_to_try_again_while_it_is_stopped_and_nothing_is_overwritten_when_it_goes_on()
                    throws Exception {
        FaultRounds.run(
                "K3",
                STOPS,
                (round, _) -> {
                    List<Other> others = new ArrayList<>();
                    Map<Integer, Long> acknowledged;
                    Path of = log.resolve("log" + round);
                    try (Tail tail = FileTail.open(of, TailOptions.of(Durability.COMMIT));
                            WriterProcess stopped =
                                    new WriterProcess(
                                            of, LogProcess.start(of, "stopped", 1, 1_000_000))) {
                        stopped.awaitAcknowledged(50);
                        stopped.stopInsideWrite();
                        for (int i = 0; i < OTHERS; i++) {
                            others.add(new Other(tail, "other" + i));
                        }
                        Thread.sleep(STOP);
                        assertThat(others).allMatch(other -> other.acknowledged.isEmpty());
                        stopped.resume();
                        stopped.awaitAcknowledged(stopped.next() + 50);
                        for (Other other : others) {
                            other.end();
                        }
                        stopped.kill();
                        acknowledged = stopped.acknowledged();
                    }
                    KeptEvents kept = KeptEvents.of(of);
                    kept.assertHolds("stopped", acknowledged);
                    for (Other other : others) {
                        kept.assertHolds(other.name, other.acknowledged);
                        assertThat(other.refusals).isPositive();
                        assertThat(other.longestCall).isLessThan(LONGEST_CALL);
                    }
                });
    }

    /** A client of this process, which writes without a pause and tries again what it may. */
    private static final class Other {
        private final Tail tail;
        private final String name;
        private final Map<Integer, Long> acknowledged = new HashMap<>();
        private final AtomicBoolean ending = new AtomicBoolean();
        private final Thread thread;
        private int refusals;
        private Duration longestCall = Duration.ZERO;

        Other(Tail tail, String name) {
            this.tail = tail;
            this.name = name;
            this.thread = Thread.ofVirtual().start(this::write);
        }

        private void write() {
            while (!ending.get()) {
                long from = System.nanoTime();
                call(acknowledged.size() + 1);
                Duration took = Duration.ofNanos(System.nanoTime() - from);
                longestCall = took.compareTo(longestCall) > 0 ? took : longestCall;
            }
        }

        private void call(int number) {
            try {
                AppendResult result = LogProcess.append(tail, name, number);
                acknowledged.put(number, ((Appended) result).first().value());
            } catch (LogException e) {
                assertThat(e.kind()).isEqualTo(LogException.Kind.BUSY);
                refusals++;
            }
        }

        void end() throws InterruptedException {
            ending.set(true);
            thread.join();
        }
    }
}
