package dev.everlog.eventlog.archive;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Erasure;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.file.LogProcess;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G1 of the promises, for the log: what was erased is nowhere, and all else is as it was. */
class ErasingTest {
    private static final String CANARY = "Zilpzalp-4711";
    private static final int BATCHES = 100;

    @TempDir Path log;

    private Tail open(Durability durability) {
        return FileTail.open(
                log,
                TailOptions.of(durability)
                        .withGenerationBytes(20_000)
                        .withDerived((before, left) -> {}));
    }

    /** In each batch an event that says nothing, and one of a subject that tells a secret. */
    private static List<StoredEvent> fill(Tail tail) {
        for (int i = 0; i < BATCHES; i++) {
            Event plain = event("thing/" + i % 7, "{\"text\":\"" + "tea ".repeat(i) + "\"}");
            Event secret = event("person/ada", "{\"text\":\"" + CANARY + " " + i + "\"}");
            tail.append(List.of(plain, secret), AppendCondition.always());
        }
        return drain(tail.read(Position.NONE));
    }

    private static Positions secrets(List<StoredEvent> events) {
        return Positions.of(
                events.stream()
                        .filter(each -> each.data().contains(CANARY))
                        .map(StoredEvent::position)
                        .toList());
    }

    private static List<StoredEvent> without(List<StoredEvent> events, Positions erased) {
        return events.stream()
                .map(each -> erased.contains(each.position()) ? each.erased() : each)
                .toList();
    }

    private static List<Anchor> anchors(Tail tail, long last) {
        return LongStream.rangeClosed(1, last)
                .mapToObj(position -> tail.anchor(new Position(position)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "PROCESS"})
    void what_is_erased_is_in_no_byte_and_everything_else_is_as_it_was(String durability)
            throws Exception {
        List<StoredEvent> expected;
        List<Anchor> anchors;
        try (Tail tail = open(Durability.valueOf(durability))) {
            List<StoredEvent> before = fill(tail);
            Positions secrets = secrets(before);
            assertThat(secrets.count()).isEqualTo(BATCHES);
            assertThat(Canary.holders(log, CANARY)).isNotEmpty();
            anchors = anchors(tail, before.size());

            CompletableFuture<?> erased = tail.nextErasure();
            StoredEvent receipt = LogProcess.erase(tail, secrets);

            assertThat(receipt.data())
                    .contains("\"events\":100,", "\"through\":201,") // with the wish
                    .matches(".*\"hash_before\":\"(\\w{64})\",\"hash_after\":\"\\1\".*");
            assertThat(Canary.holders(log, CANARY)).isEmpty();
            assertThat(erased).isDone();
            assertThat(tail.isErasing()).isFalse();
            expected = new ArrayList<>(without(before, secrets));
            assertThat(drain(tail.read(Position.NONE)).subList(0, expected.size()))
                    .isEqualTo(expected);
            assertThat(anchors(tail, expected.size())).isEqualTo(anchors);
        }
        assertThat(FileTail.verify(log).findings()).isEmpty();
        try (Tail tail = open(Durability.COMMIT)) {
            assertThat(tail.nextErasure()).isNotDone();
            assertThat(drain(tail.read(Position.NONE)).subList(0, expected.size()))
                    .isEqualTo(expected);
            tail.append(List.of(event("thing/0", "{}")), AppendCondition.always());
        }
    }

    @Test
    @Timeout(60)
    void others_who_have_the_log_open_read_on_and_find_it_erased() throws Exception {
        try (Tail eraser = open(Durability.COMMIT);
                Tail other = open(Durability.COMMIT)) {
            List<StoredEvent> before = fill(eraser);
            Position end = eraser.end();
            while (other.end().value() < end.value()) {
                other.awaitAfter(other.end(), Duration.ofSeconds(10));
            }
            assertThat(drain(other.read(Position.NONE))).isEqualTo(before);
            try (var half = other.read(Position.NONE)) {
                List<StoredEvent> read = new ArrayList<>(List.of(half.next(), half.next()));
                Positions secrets = secrets(before);
                CompletableFuture<?> told = other.nextErasure();

                StoredEvent receipt = LogProcess.erase(eraser, secrets);
                while (receipt.position().isAfter(other.end())) {
                    other.awaitAfter(other.end(), Duration.ofSeconds(10));
                }

                assertThat(told).isDone();
                List<StoredEvent> erased = without(before, secrets);
                assertThat(drain(other.read(Position.NONE)).subList(0, erased.size()))
                        .isEqualTo(erased);
                for (StoredEvent next = half.next(); next != null; next = half.next()) {
                    read.add(next);
                }
                assertThat(read).hasSize((int) receipt.position().value());
            }
        }
    }

    @Test
    @Timeout(60)
    void a_wish_is_fulfilled_only_by_who_can_have_derived_data_forgotten() throws Exception {
        Positions one = Positions.parse("1-2");
        try (Tail tail = FileTail.open(log, TailOptions.of(Durability.COMMIT))) {
            fill(tail);
            tail.append(List.of(wish(one)), AppendCondition.always());
            Thread.sleep(300);
            assertThat(tail.end()).isEqualTo(new Position(201));
            assertThat(tail.isErasing()).isTrue();
        }
        Set<Position> forgotten = ConcurrentHashMap.newKeySet();
        AtomicBoolean full = new AtomicBoolean(true);
        TailOptions options =
                TailOptions.of(Durability.COMMIT)
                        .withDerived((before, left) -> {
                            forgotten.add(before);
                            if (full.get()) {
                                throw new IOException("not yet");
                            }
                        });
        try (Tail tail = FileTail.open(log, options)) {
            while (tail.status().sealingTrouble() == null) {
                Thread.sleep(10);
            }
            assertThat(tail.status().sealingTrouble()).contains("not yet");
            assertThat(tail.end()).isEqualTo(new Position(201));
            full.set(false); // it is tried again
            assertThat(tail.awaitAfter(new Position(201), Duration.ofSeconds(30)))
                    .isEqualTo(new Position(202));
        }
        assertThat(forgotten).containsExactly(new Position(201));
    }

    private static Event wish(Positions positions) {
        return new Erasure(positions, "say \"why\"\n")
                .wish(Ids.uuidV7().next(), Instant.EPOCH, Origin.of("default", "tester"));
    }

    @Test
    void others_read_the_segments_without_us_and_find_no_data_there() throws Exception {
        try (Tail tail = open(Durability.COMMIT)) {
            LogProcess.erase(tail, secrets(fill(tail)));
        }
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet found =
                        statement.executeQuery(
                                "select count(*), count(data), count(data_salt), count(data_digest)"
                                        + " from '"
                                        + log.resolve("archive")
                                        + "/*.parquet' where subject = 'person/ada'")) {
            assertThat(found.next()).isTrue();
            assertThat(found.getLong(1)).isEqualTo(BATCHES);
            assertThat(found.getLong(2)).isZero();
            assertThat(found.getLong(3)).isZero();
            assertThat(found.getLong(4)).isEqualTo(BATCHES);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GENERATION_CHANGE:1",
                "BEFORE_SEGMENT:1",
                "BEFORE_SEGMENT:2",
                "BEFORE_MANIFEST:2",
                "BEFORE_TRIM:1",
                "AFTER_TRIM:1",
                "BEFORE_ERASED_TRIM:1",
                "BEFORE_RECEIPT:1"
            })
    void whoever_erases_may_die_at_any_step_and_the_next_one_completes_it(String step)
            throws Exception {
        List<StoredEvent> before;
        try (Tail tail = open(Durability.COMMIT)) {
            before = fill(tail);
            SealingTest.awaitSealed(log);
        }
        Positions secrets = secrets(before);
        Process dying =
                LogProcess.start(
                        log,
                        "a",
                        1,
                        1,
                        "-Deverlog.test=true",
                        "-Deverlog.failpoint=" + step,
                        "-Derase=" + secrets);
        assertThat(dying.waitFor()).isEqualTo(137);
        assertThat(FileTail.verify(log).findings()).isEmpty();
        try (Tail tail = open(Durability.COMMIT)) {
            Position receipt = tail.awaitAfter(new Position(202), Duration.ofSeconds(30));
            assertThat(receipt).isEqualTo(new Position(203));
            List<StoredEvent> after = drain(tail.read(Position.NONE));
            assertThat(after.subList(0, 200)).isEqualTo(without(before, secrets));
            assertThat(after.getLast().type()).isEqualTo(Erasure.ERASED);
        }
        assertThat(Canary.holders(log, CANARY)).isEmpty();
        assertThat(FileTail.verify(log).findings()).isEmpty();
    }
}
