package dev.everlog.eventlog.file;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.AppendResult.AlreadyThere;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.archive.SealingTest;
import dev.everlog.eventlog.tail.EagerSnapshots;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log opened from a snapshot promises what one does that was read from its first frame. */
@Tag("faults")
class SavedTailTest {
    private static final int EVENTS = 40;

    /** Bytes: some events each. */
    private static final int GENERATION = 4_000;

    @TempDir Path directory;
    private final List<Event> appended = new ArrayList<>();

    private Path log() {
        return directory.resolve("log");
    }

    private Tail open(EagerSnapshots snapshots) {
        return FileTail.open(
                log(),
                TailOptions.of(Durability.COMMIT)
                        .withGenerationBytes(GENERATION)
                        .withSnapshots(snapshots));
    }

    private EagerSnapshots snapshots(int every) {
        return new EagerSnapshots(directory.resolve("snapshots"), "tail", every);
    }

    private EagerSnapshots noMore() {
        return snapshots(Integer.MAX_VALUE);
    }

    @BeforeEach
    void appendAndSave() throws Exception {
        EagerSnapshots snapshots = snapshots(EVENTS);
        try (Unsealed _ = new Unsealed(log());
                Tail tail = open(snapshots)) {
            fill(tail, EVENTS);
            snapshots.awaitWritten(new Position(EVENTS));
        }
    }

    private void fill(Tail tail, int more) {
        for (int left = more; left > 0; left--) {
            int i = appended.size() + 1;
            IdempotencyKey key = new IdempotencyKey("key" + i, "d" + i);
            appended.add(event("person/ada", "{\"text\":\"" + "x".repeat(200) + i + "\"}", key));
            tail.append(List.of(appended.getLast()), AppendCondition.always());
        }
    }

    @Test
    void everything_is_there_and_nothing_before_the_newest_generation_was_read() throws Exception {
        List<StoredEvent> whole;
        try (Tail tail = FileTail.open(log(), TailOptions.of(Durability.COMMIT))) {
            whole = drain(tail.read(Position.NONE));
        }
        EagerSnapshots snapshots = noMore();
        try (Tail tail = open(snapshots)) {
            assertThat(snapshots.read()).isEqualTo(new Position(EVENTS));
            assertThat(tail.status().bytes()).isPositive();
            assertThat(drain(tail.read(Position.NONE))).isEqualTo(whole);
        }
    }

    @Test
    void repeated_requests_and_ids_are_known_and_versions_go_on() throws Exception {
        try (Tail tail = open(noMore())) {
            for (int i = 1; i <= EVENTS; i++) {
                Event known = appended.get(i - 1);
                AlreadyThere there = new AlreadyThere(new Position(i), new Position(i));
                assertThat(tail.append(List.of(known), AppendCondition.always())).isEqualTo(there);
                assertThat(tail.append(List.of(withoutKey(known)), AppendCondition.always()))
                        .isEqualTo(there);
            }
            AppendResult next =
                    tail.append(
                            List.of(event("person/ada", "{}")),
                            new AppendCondition.SubjectAtVersion("person/ada", EVENTS));
            assertThat(next).isInstanceOf(AppendResult.Appended.class);
        }
    }

    private static Event withoutKey(Event event) {
        return new Event(
                event.id(),
                event.subject(),
                event.type(),
                event.occurredAt(),
                event.data(),
                event.origin(),
                null);
    }

    @Test
    void what_was_appended_since_is_followed() throws Exception {
        try (Tail tail = open(noMore())) {
            tail.append(List.of(event("person/bob", "{}")), AppendCondition.always());
        }
        EagerSnapshots snapshots = noMore();
        try (Tail tail = open(snapshots)) {
            assertThat(snapshots.read()).isEqualTo(new Position(EVENTS));
            assertThat(drain(tail.read(Position.NONE))).hasSize(EVENTS + 1);
        }
    }

    @Test
    @Timeout(30)
    void damage_in_an_older_generation_stops_appends_when_the_check_behind_the_start_meets_it()
            throws Exception {
        damage(generations().getFirst());
        try (Tail tail = open(noMore())) {
            while (tail.status().damage() == null) {
                Thread.sleep(10);
            }
            assertThatThrownBy(() ->
                            tail.append(
                                    List.of(event("person/bob", "{}")), AppendCondition.always()))
                    .isInstanceOfSatisfying(
                            LogException.class,
                            e -> assertThat(e.kind()).isEqualTo(LogException.Kind.CORRUPT));
        }
    }

    @Test
    void files_of_other_names_beside_the_snapshots_and_generations_are_nobodys() throws Exception {
        for (String name :
                List.of(
                        "tail-99999999999999999999.snapshot",
                        "tail-09223372036854775807.snapshot",
                        "tail-x.snapshot")) {
            Files.writeString(directory.resolve("snapshots").resolve(name), "junk");
        }
        Files.createDirectory(directory.resolve("snapshots/tail-00000000000000000999.snapshot"));
        Files.writeString(log().resolve("generations/99999999999999999999.frames"), "junk");
        EagerSnapshots snapshots = noMore();
        try (Tail tail = open(snapshots)) {
            assertThat(snapshots.read()).isEqualTo(new Position(EVENTS));
            assertThat(drain(tail.read(Position.NONE))).hasSize(EVENTS);
        }
    }

    @Test
    void damage_in_the_newest_generation_stops_appends_at_once() throws Exception {
        damage(generations().getLast());
        try (Tail tail = open(noMore())) {
            assertThat(tail.status().damage()).contains("damaged or missing");
            assertThatThrownBy(() ->
                            tail.append(List.of(event("a/b", "{}")), AppendCondition.always()))
                    .isInstanceOf(LogException.class);
        }
    }

    @Test
    void damage_in_an_older_generation_is_never_served_and_stops_appends_once_it_is_met()
            throws Exception {
        damage(generations().getFirst());
        try (Tail tail = open(noMore())) {
            assertThatThrownBy(() -> drain(tail.read(Position.NONE)))
                    .isInstanceOf(LogException.class);
            assertThatThrownBy(() ->
                            tail.append(List.of(event("a/b", "{}")), AppendCondition.always()))
                    .isInstanceOf(LogException.class);
        }
    }

    @Test
    void an_older_generation_that_is_gone_is_missed_at_once() throws Exception {
        delete(generations().get(1));
        try (Tail tail = open(noMore())) {
            assertThat(tail.status().damage()).isNotNull();
        }
    }

    @Test
    void the_snapshot_of_another_copy_of_the_log_is_refused() throws Exception {
        delete(log());
        try (Tail tail = FileTail.open(log(), TailOptions.of(Durability.COMMIT))) {
            for (int i = 0; i < EVENTS + 5; i++) {
                tail.append(List.of(event("person/eve", "{}")), AppendCondition.always());
            }
        }
        try (Tail tail = open(noMore())) {
            assertThat(drain(tail.read(Position.NONE)))
                    .hasSize(EVENTS + 5)
                    .allMatch(event -> event.subject().equals("person/eve"));
        }
    }

    @Test
    @Timeout(30)
    void a_sealed_segment_is_not_read_at_the_start_and_its_damage_is_met_by_the_check_behind_it()
            throws Exception {
        seal();
        damageMiddle(segments().getFirst());
        EagerSnapshots snapshots = noMore();
        try (Tail tail = open(snapshots)) {
            assertThat(snapshots.read()).isEqualTo(new Position(EVENTS));
            while (tail.status().damage() == null) {
                Thread.sleep(10);
            }
            assertThatThrownBy(() ->
                            tail.append(List.of(event("a/b", "{}")), AppendCondition.always()))
                    .isInstanceOf(LogException.class);
        }
    }

    @Test
    void a_segment_that_is_gone_is_missed_at_once() throws Exception {
        seal();
        Files.delete(segments().get(1));
        try (Tail tail = open(noMore())) {
            assertThat(tail.status().damage()).contains("is missing");
        }
    }

    /** The newest generation of the snapshot is sealed, and the hot files begin behind it. */
    @Test
    void a_snapshot_from_before_all_its_frames_were_sealed_is_followed_from_there()
            throws Exception {
        List<StoredEvent> whole;
        try (Tail tail = open(noMore())) {
            fill(tail, EVENTS);
            whole = drain(tail.read(Position.NONE));
        }
        seal();
        EagerSnapshots snapshots = noMore();
        try (Tail tail = open(snapshots)) {
            assertThat(snapshots.read()).isEqualTo(new Position(EVENTS));
            assertThat(drain(tail.read(Position.NONE))).isEqualTo(whole);
            assertThat(tail.append(List.of(appended.getFirst()), AppendCondition.always()))
                    .isEqualTo(new AlreadyThere(new Position(1), new Position(1)));
            tail.append(
                    List.of(event("person/ada", "{}")),
                    new AppendCondition.SubjectAtVersion("person/ada", 2 * EVENTS));
        }
    }

    /** Whoever opened a log that was sealed knows no place of the frames that were. */
    @Test
    void a_snapshot_of_archive_and_tail_serves_the_next_start() throws Exception {
        seal();
        EagerSnapshots writing = new EagerSnapshots(directory.resolve("later"), "tail", EVENTS + 5);
        List<StoredEvent> whole;
        try (Tail tail = open(writing)) {
            fill(tail, 5);
            writing.awaitWritten(new Position(EVENTS + 5));
            whole = drain(tail.read(Position.NONE));
        }
        EagerSnapshots reading =
                new EagerSnapshots(directory.resolve("later"), "tail", Integer.MAX_VALUE);
        try (Tail tail = open(reading)) {
            assertThat(reading.read()).isEqualTo(new Position(EVENTS + 5));
            assertThat(drain(tail.read(Position.NONE))).isEqualTo(whole);
        }
    }

    @Test
    void the_snapshot_of_another_copy_that_is_sealed_is_refused() throws Exception {
        delete(log());
        appended.clear();
        try (Tail tail = open(new EagerSnapshots(directory.resolve("none"), "tail", 1_000))) {
            fill(tail, 2 * EVENTS);
        }
        seal();
        try (Tail tail = open(noMore())) {
            assertThat(drain(tail.read(Position.NONE))).hasSize(2 * EVENTS);
            assertThat(tail.status().damage()).isNull();
        }
    }

    @Test
    void an_end_that_is_gone_together_with_the_mark_is_missed_and_its_positions_are_not_used_again()
            throws Exception {
        delete(log());
        for (int start = 0; start < 2; start++) {
            try (Tail tail = open(noMore())) {
                assertThat(tail.status().damage()).contains("e" + EVENTS, "snapshot");
                assertThatThrownBy(() ->
                                tail.append(List.of(event("a/b", "{}")), AppendCondition.always()))
                        .hasMessageContaining("snapshot");
            }
        }
    }

    @Test
    void hot_files_that_are_gone_behind_an_archive_are_missed() throws Exception {
        seal();
        delete(directory.resolve("snapshots"));
        delete(log().resolve("mark"));
        delete(log().resolve("generations"));
        assertThat(FileTail.verify(log()).worst()).isEqualTo(VerifyReport.Kind.CORRUPT);
        try (Tail tail = open(noMore())) {
            assertThat(tail.status().damage()).contains("archive");
        }
    }

    /** All but the newest generation. */
    private void seal() throws Exception {
        try (Tail _ = open(new EagerSnapshots(directory.resolve("none"), "tail", 1_000))) {
            SealingTest.awaitSealed(log());
        }
    }

    private List<Path> segments() throws Exception {
        return listed("archive", ".parquet");
    }

    private List<Path> generations() throws Exception {
        return listed("generations", ".frames");
    }

    private List<Path> listed(String part, String ending) throws Exception {
        try (Stream<Path> all = Files.list(log().resolve(part))) {
            List<Path> found =
                    all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
            assertThat(found).hasSizeGreaterThan(2);
            return found;
        }
    }

    private static void damageMiddle(Path segment) throws Exception {
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
    }

    /** Flips a bit in the text of an event. */
    private static void damage(Path generation) throws Exception {
        byte[] bytes = Files.readAllBytes(generation);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("xxxx");
        bytes[at] ^= 1;
        Files.write(generation, bytes);
    }

    private static void delete(Path directory) throws Exception {
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path each, IOException failure)
                            throws IOException {
                        Files.delete(each);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
