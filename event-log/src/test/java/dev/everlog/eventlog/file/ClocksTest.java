package dev.everlog.eventlog.file;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult.Appended;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.TestClock;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C1 of the promises: whatever clocks say, appends go on, order is kept and nothing becomes invisible. */
class ClocksTest {
    private static final Duration AGES = Duration.ofHours(26);
    private static final int EACH = 10;

    @TempDir Path log;

    private final TestClock here = TestClock.atNoon();
    private final TestClock there = TestClock.atNoon();
    private Tail ours;
    private Tail theirs;
    private long appended;

    @BeforeEach
    void open() {
        ours = open(here);
        theirs = open(there);
    }

    @AfterEach
    void close() {
        ours.close();
        theirs.close();
    }

    @Test
    void a_clock_that_goes_ahead_and_comes_back_stops_nothing() throws Exception {
        appendInTurn();
        here.move(AGES);
        appendInTurn();
        here.move(AGES.negated());
        appendInTurn();
        assertAllThere();
    }

    @Test
    void a_clock_that_goes_back_stops_nothing() throws Exception {
        appendInTurn();
        here.move(AGES.negated());
        appendInTurn();
        ours.close();
        ours = open(here);
        appendInTurn();
        assertAllThere();
    }

    @Test
    void clocks_that_differ_between_processes_stop_nothing() throws Exception {
        here.move(AGES);
        there.move(AGES.negated());
        appendInTurn();
        ours.close();
        theirs.close();
        ours = open(there);
        theirs = open(here);
        appendInTurn();
        assertAllThere();
    }

    private Tail open(TestClock clock) {
        return FileTail.open(log, TailOptions.of(Durability.COMMIT, clock));
    }

    private void appendInTurn() {
        for (int i = 0; i < EACH; i++) {
            for (Tail tail : List.of(ours, theirs)) {
                Position next = new Position(++appended);
                assertThat(tail.append(List.of(numbered(i)), AppendCondition.always()))
                        .isEqualTo(new Appended(next, next));
            }
        }
    }

    private void assertAllThere() throws Exception {
        List<StoredEvent> all = null;
        for (Tail tail : List.of(ours, theirs)) {
            tail.awaitAfter(new Position(appended - 1), Duration.ofSeconds(5));
            List<StoredEvent> seen = drain(tail.read(Position.NONE));
            assertThat(seen).hasSize((int) appended);
            assertThat(seen).extracting(StoredEvent::recordedAt).isSorted();
            assertThat(all == null ? seen : all).isEqualTo(seen);
            all = seen;
        }
        assertThat(FileTail.verify(log).worst()).isEqualTo(VerifyReport.Kind.NOTE);
    }
}
