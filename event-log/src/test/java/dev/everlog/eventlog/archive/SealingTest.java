package dev.everlog.eventlog.archive;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.file.LogProcess;
import dev.everlog.eventlog.file.Unsealed;
import dev.everlog.eventlog.tail.LogImage;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finished generations go to the archive, and nobody who reads can tell. */
public class SealingTest {
    private static final long GENERATION_BYTES = 40_000;

    @TempDir Path log;

    private Tail open() {
        return FileTail.open(
                log, TailOptions.of(Durability.COMMIT).withGenerationBytes(GENERATION_BYTES));
    }

    /** Batches of one to four events of up to 4,000 bytes; about ten generations for 100. */
    private static List<StoredEvent> fill(Tail tail, int batches) {
        for (int i = 0; i < batches; i++) {
            List<Event> batch = new ArrayList<>();
            for (int j = 0; j <= i % 4; j++) {
                String data =
                        "{\"n\":" + i + ",\"text\":\"" + "tea ".repeat(i * 37 % 1_000) + "\"}";
                batch.add(event("thing/" + i % 7, data, new IdempotencyKey("k" + i, "d")));
            }
            tail.append(batch, AppendCondition.always());
        }
        return drain(tail.read(Position.NONE));
    }

    /** Until nothing but the newest generation is hot. */
    public static void awaitSealed(Path log) throws IOException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (files(log.resolve("generations"), ".*\\.frames").size() > 1) {
            assertThat(System.nanoTime()).as("sealed within 60 s").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static List<Path> files(Path directory, String name) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(each -> each.getFileName().toString().matches(name))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void what_was_sealed_reads_as_before_in_this_process_and_in_the_next() throws Exception {
        List<StoredEvent> events;
        try (Tail tail = open()) {
            events = fill(tail, 100);
            assertThat(events).hasSize(250);
            awaitSealed(log);
            assertThat(files(log.resolve("archive"), ".*\\.parquet")).hasSizeGreaterThan(3);
            assertThat(drain(tail.read(Position.NONE))).isEqualTo(events);
            for (int after = 0; after < events.size(); after += 17) {
                assertThat(drain(tail.read(new Position(after))))
                        .isEqualTo(events.subList(after, events.size()));
            }
        }
        try (Tail tail = open()) {
            assertThat(drain(tail.read(Position.NONE))).isEqualTo(events);
            assertThat(tail.append(List.of(event("thing/0", "{}")), AppendCondition.always()))
                    .isEqualTo(new AppendResult.Appended(new Position(251), new Position(251)));
        }
        assertThat(FileTail.verify(log).findings()).isEmpty();
        assertThat(FileTail.verify(log).verified()).isEqualTo(new Position(251));
    }

    @Test
    void every_position_keeps_its_anchor() throws Exception {
        List<Anchor> anchors;
        try (Unsealed _ = new Unsealed(log);
                Tail tail = open()) {
            anchors = anchors(tail, fill(tail, 100).size());
        }
        try (Tail tail = open()) {
            awaitSealed(log);
            assertThat(anchors(tail, anchors.size())).isEqualTo(anchors);
        }
    }

    private static List<Anchor> anchors(Tail tail, int end) {
        return LongStream.rangeClosed(1, end)
                .mapToObj(position -> tail.anchor(new Position(position)))
                .toList();
    }

    @Test
    void the_image_of_a_log_is_a_log_with_archive_and_tail(@TempDir Path copy) throws Exception {
        List<StoredEvent> events;
        try (Tail tail = open()) {
            events = fill(tail, 60);
            awaitSealed(log);
        }
        Position sealed = SegmentCatalog.load(log.resolve("archive")).end().position();
        LogImage image = FileTail.image(log, Set.of(sealed));
        assertThat(image.position()).isEqualTo(events.getLast().position());
        assertThat(image.hashes()).containsOnlyKeys(sealed);
        for (LogImage.Part part : image.parts()) {
            assertThat(LogImage.isName(part.name())).as(part.name()).isTrue();
            Path file = copy.resolve(part.name());
            Files.createDirectories(file.getParent());
            try (OutputStream to = Files.newOutputStream(file)) {
                part.copyTo(to);
            }
        }
        assertThat(files(copy.resolve("archive"), ".*\\.parquet")).isNotEmpty();
        assertThat(FileTail.verify(copy).findings()).isEmpty();
        assertThat(FileTail.verify(copy).verified()).isEqualTo(image.position());
        try (Tail tail = FileTail.open(copy, TailOptions.of(Durability.COMMIT))) {
            assertThat(drain(tail.read(Position.NONE))).isEqualTo(events);
        }
    }

    @Test
    void keys_ids_and_versions_are_remembered_from_sealed_events() throws Exception {
        List<StoredEvent> events;
        try (Tail tail = open()) {
            events = fill(tail, 60);
            awaitSealed(log);
        }
        try (Tail tail = open()) {
            Event first = events.getFirst().event();
            assertThat(tail.append(List.of(first), AppendCondition.always()))
                    .isEqualTo(new AppendResult.AlreadyThere(new Position(1), new Position(1)));
            Event sameKey = event("thing/0", "{}", new IdempotencyKey("k5", "d"));
            assertThat(tail.append(List.of(sameKey), AppendCondition.always()))
                    .isInstanceOf(AppendResult.AlreadyThere.class);
            long version = events.stream().filter(e -> e.subject().equals("thing/3")).count();
            assertThat(
                            tail.append(
                                    List.of(event("thing/3", "{}")),
                                    new AppendCondition.SubjectAtVersion("thing/3", version)))
                    .isInstanceOf(AppendResult.Appended.class);
        }
    }

    @Test
    void a_process_that_was_open_follows_what_another_appended_and_sealed() throws Exception {
        try (Tail idle = open();
                Tail busy = open()) {
            List<StoredEvent> events = fill(busy, 100);
            awaitSealed(log);
            idle.awaitAfter(new Position(249), Duration.ofSeconds(5));
            assertThat(drain(idle.read(Position.NONE))).isEqualTo(events);
            assertThat(idle.append(List.of(event("thing/0", "{}")), AppendCondition.always()))
                    .isEqualTo(new AppendResult.Appended(new Position(251), new Position(251)));
        }
    }

    @Test
    void readers_find_each_event_once_while_another_process_appends_and_both_may_seal()
            throws Exception {
        try (Tail reader = open()) {
            Process writer = LogProcess.start(log, "a", 1, 400, "-Dgeneration=" + GENERATION_BYTES);
            int seen = 0;
            int reads = 0;
            while (writer.isAlive()) {
                reader.awaitAfter(new Position(seen), Duration.ofMillis(100));
                List<StoredEvent> events = drain(reader.read(Position.NONE));
                assertWithoutGap(events);
                assertThat(events.size()).isGreaterThanOrEqualTo(seen);
                reads += events.size() > seen ? 1 : 0;
                seen = events.size();
            }
            assertThat(reads).isGreaterThan(3);
            assertThat(writer.exitValue()).isZero();
            reader.awaitAfter(new Position(399), Duration.ofSeconds(5));
            awaitSealed(log);
            assertThat(drain(reader.read(Position.NONE))).hasSize(400);
            System.err.printf("a longer log was read %d times meanwhile%n", reads);
        }
        assertThat(files(log.resolve("archive"), ".*\\.parquet")).hasSizeGreaterThan(1);
        assertThat(FileTail.verify(log).findings()).isEmpty();
    }

    private static void assertWithoutGap(List<StoredEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).position()).isEqualTo(new Position(i + 1L));
        }
    }

    @Test
    void trouble_with_the_archive_is_told_and_the_log_goes_on_until_it_is_over() throws Exception {
        try (Tail tail = open()) {
            Files.writeString(log.resolve("archive"), "in the way");
            List<StoredEvent> events = fill(tail, 60);
            awaitTrouble(tail, true);
            assertThat(tail.status().sealingTrouble()).contains("archive");
            assertThat(drain(tail.read(Position.NONE))).isEqualTo(events);
            Files.delete(log.resolve("archive"));
            String data = "{\"text\":\"" + "tea ".repeat(5_000) + "\"}";
            for (int i = 0; i < 4; i++) { // begins another generation
                tail.append(List.of(event("thing/big", data)), AppendCondition.always());
            }
            awaitSealed(log);
            assertThat(drain(tail.read(Position.NONE)))
                    .startsWith(events.toArray(StoredEvent[]::new));
            awaitTrouble(tail, false);
        }
        assertThat(FileTail.verify(log).findings()).isEmpty();
    }

    @Test
    void what_a_crash_brought_back_is_not_trimmed_when_its_segment_is_damaged() throws Exception {
        Path first;
        byte[] frames;
        try (Unsealed _ = new Unsealed(log);
                Tail tail = open()) {
            fill(tail, 60);
            first = files(log.resolve("generations"), ".*\\.frames").getFirst();
            frames = Files.readAllBytes(first);
        }
        try (Tail _ = open()) {
            awaitSealed(log);
        }
        Files.write(first, frames);
        Path segment = files(log.resolve("archive"), ".*\\.parquet").getFirst();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        try (Tail tail = open()) {
            awaitTrouble(tail, true);
            assertThat(tail.status().sealingTrouble()).contains("is not as it was sealed");
        }
        assertThat(first).hasBinaryContent(frames);
    }

    private static void awaitTrouble(Tail tail, boolean wanted) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while ((tail.status().sealingTrouble() != null) != wanted) {
            assertThat(System.nanoTime()).as("told within 10 s").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Most processes of most users never seal: they shall not pay for 18 MB of libraries. */
    @Test
    void the_parquet_libraries_are_not_loaded_while_nothing_is_sealed() throws Exception {
        Path loaded = log.resolveSibling(log.getFileName() + "-classes");
        String option = "-Xlog:class+load:file=" + loaded;
        assertThat(LogProcess.start(log, "a", 1, 3, option).waitFor()).isZero();
        assertThat(Files.readString(loaded))
                .contains("dev.everlog.eventlog.archive.ParquetArchive")
                .doesNotContain("org.apache.parquet", "com.github.luben");
        Files.delete(loaded);
    }

    @Test
    void everything_an_event_can_say_comes_back_to_the_letter() throws Exception {
        List<Event> odd = new ArrayList<>();
        for (Instant time :
                List.of(Instant.MIN, Instant.MAX, Instant.EPOCH, Instant.ofEpochSecond(-1, 1))) {
            odd.add(
                    new Event(
                            UUID.randomUUID(),
                            "person/zoë ☕",
                            "thing.happened",
                            time,
                            "{\"text\":\"naïve \\u0000 日本語 🙂\"}",
                            new Origin("default", "", "s", "", "c", null),
                            new IdempotencyKey("k-" + time, "")));
        }
        try (Tail tail = open()) {
            odd.forEach(each -> tail.append(List.of(each), AppendCondition.always()));
            fill(tail, 40);
            awaitSealed(log);
        }
        try (Tail tail = open()) {
            assertThat(drain(tail.read(Position.NONE)).subList(0, odd.size()))
                    .extracting(StoredEvent::event)
                    .isEqualTo(odd);
        }
        assertThat(FileTail.verify(log).findings()).isEmpty();
    }
}
