package dev.everlog.eventlog.file;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.event;
import static dev.everlog.eventlog.TestEvents.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.AppendResult.AlreadyThere;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailContract;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTailTest extends TailContract {
    @TempDir Path directory;

    @Override
    protected Tail open(InstantSource clock) {
        return FileTail.open(directory.resolve("log"), TailOptions.of(Durability.COMMIT, clock));
    }

    private void reopen() {
        tail.close();
        tail = open(clock);
    }

    @Test
    void everything_is_there_after_a_restart_and_versions_go_on() {
        tail.append(List.of(event("person/ada", "{\"a\":1}")), AppendCondition.always());
        List<StoredEvent> before = drain(tail.read(Position.NONE));
        reopen();
        assertThat(drain(tail.read(Position.NONE))).isEqualTo(before);
        tail.append(List.of(event("person/ada", "{}")), AppendCondition.always());
        assertThat(drain(tail.read(Position.NONE)))
                .extracting(StoredEvent::version)
                .containsExactly(1L, 2L);
    }

    @Test
    void an_idempotency_key_is_remembered_across_restarts() {
        IdempotencyKey key = new IdempotencyKey("k", "d");
        tail.append(List.of(event("a/b", "{}", key)), AppendCondition.always());
        reopen();
        assertThat(tail.append(List.of(event("a/b", "{}", key)), AppendCondition.always()))
                .isEqualTo(new AlreadyThere(new Position(1), new Position(1)));
    }

    /** Measured in bytes allocated, which do not depend on the machine: decoding all of it for each took 300 MB. */
    @Test
    void each_event_of_a_batch_read_by_itself_costs_no_reading_of_the_whole_batch() {
        var batch = new ArrayList<Event>();
        for (int i = 0; i < 500; i++) {
            batch.add(event("a/b", "{\"n\":" + i + ",\"pad\":\"" + "x".repeat(300) + "\"}"));
        }
        tail.append(batch, AppendCondition.always());
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        for (long position = 500; position > 0; position--) {
            try (EventCursor cursor = tail.read(new Position(position - 1))) {
                assertThat(cursor.next().position().value()).isEqualTo(position);
            }
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000_000);
    }

    @Test
    void generations_roll_by_size_and_reading_crosses_them() throws Exception {
        tail.close();
        tail =
                FileTail.open(
                        directory.resolve("small"),
                        TailOptions.of(Durability.COMMIT, clock).withGenerationBytes(200_000));
        String data = "{\"text\":\"" + "x".repeat(20_000) + "\"}";
        for (int i = 0; i < 30; i++) {
            tail.append(List.of(event("big/" + i, data)), AppendCondition.always());
        }
        try (Stream<Path> generations = Files.list(directory.resolve("small/generations"))) {
            assertThat(generations.map(each -> each.getFileName().toString()).sorted().toList())
                    .last()
                    .satisfies(newest ->
                            assertThat(Long.parseLong(newest.substring(0, 20))).isGreaterThan(20));
        }
        assertThat(drain(tail.read(Position.NONE))).hasSize(30);
        assertThat(drain(tail.read(new Position(17)))).hasSize(13);
    }

    @Test
    void the_largest_event_fits_and_a_larger_batch_is_refused_with_the_limit() {
        String largest = "{\"t\":\"" + "x".repeat((1 << 20) - 8) + "\"}";
        assertThat(tail.append(List.of(event("a/b", largest)), AppendCondition.always()))
                .isInstanceOf(AppendResult.Appended.class);
        List<dev.everlog.eventlog.Event> batch =
                Stream.generate(() -> event("a/b", largest)).limit(4).toList();
        assertThatThrownBy(() -> tail.append(batch, AppendCondition.always()))
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE));
        assertThat(tail.append(List.of(numbered(1)), AppendCondition.always()))
                .isEqualTo(new AppendResult.Appended(new Position(2), new Position(2)));
    }

    @Test
    void process_durability_is_forced_soon_after() throws Exception {
        tail.close();
        Path log = directory.resolve("process");
        tail = FileTail.open(log, TailOptions.of(Durability.PROCESS, clock));
        tail.append(List.of(numbered(1)), AppendCondition.always());
        assertThat(tail.status().end()).isEqualTo(new Position(1));
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (tail.status().durable().value() < 1 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(tail.status().durable()).isEqualTo(new Position(1));
    }

    @Test
    void files_are_for_their_owner_only() throws Exception {
        tail.append(List.of(numbered(1)), AppendCondition.always());
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(directory.resolve("log"))))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.walk(directory.resolve("log"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(
                                            PosixFilePermissions.toString(
                                                    Files.getPosixFilePermissions(file)))
                                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void a_foreign_directory_is_left_alone() throws Exception {
        Path foreign = Files.createDirectory(directory.resolve("photos"));
        Files.writeString(foreign.resolve("cat.jpg"), "meow");
        assertThatThrownBy(() -> FileTail.open(foreign, TailOptions.of(Durability.COMMIT, clock)))
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNUSABLE))
                .hasMessageContaining("cat.jpg");
        try (Stream<Path> files = Files.list(foreign)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void a_log_of_a_newer_format_is_refused_and_unchanged() throws Exception {
        Path newer = Files.createDirectory(directory.resolve("newer"));
        Files.writeString(newer.resolve("format"), "everlog log, format 9\n");
        assertThatThrownBy(() -> FileTail.open(newer, TailOptions.of(Durability.COMMIT, clock)))
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NEWER_FORMAT))
                .hasMessageContaining("use the newer Everlog");
        try (Stream<Path> files = Files.list(newer)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void a_full_disk_is_an_answer_and_appends_go_on_when_there_is_room() {
        tail.close();
        Path log = directory.resolve("full");
        TailOptions options = TailOptions.of(Durability.COMMIT, clock);
        Tail full = FileTail.open(log, options.withFreeFloorBytes(Long.MAX_VALUE / 2));
        assertThatThrownBy(() -> full.append(List.of(numbered(1)), AppendCondition.always()))
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.STORAGE_FULL))
                .hasMessageContaining("without a restart");
        full.close();
        tail = FileTail.open(log, options);
        assertThat(tail.append(List.of(numbered(1)), AppendCondition.always()))
                .isInstanceOf(AppendResult.Appended.class);
    }

    @Test
    void a_directory_that_was_removed_is_told_from_a_full_disk() throws Exception {
        tail.append(List.of(numbered(1)), AppendCondition.always());
        Path log = directory.resolve("log");
        Files.move(log, directory.resolve("elsewhere"));

        assertThatThrownBy(() -> tail.append(List.of(numbered(2)), AppendCondition.always()))
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNUSABLE))
                .hasMessageContaining(log + " is gone");
        assertThat(tail.end()).isEqualTo(new Position(1));
    }

    @Test
    void damage_met_by_a_reader_is_placed_and_stops_appends_of_the_same_process() throws Exception {
        for (int i = 0; i < 5; i++) {
            tail.append(
                    List.of(event("fact/" + i, "{\"text\":\"turtle number " + i + "\"}")),
                    AppendCondition.always());
        }
        Path file = directory.resolve("log/generations/%020d.frames".formatted(1));
        long offset =
                new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                        .indexOf("turtle number 3");
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            bytes.write('T');
        }

        try (var cursor = tail.read(new Position(3))) {
            assertThatThrownBy(cursor::next)
                    .isInstanceOfSatisfying(
                            LogException.class,
                            e -> {
                                assertThat(e.damage().position()).isEqualTo(new Position(4));
                                assertThat(e.damage().offset()).isBetween(offset - 500, offset);
                            });
        }
        assertThat(tail.status().damage()).contains("e4");
        assertThatThrownBy(() -> tail.append(List.of(numbered(1)), AppendCondition.always()))
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CORRUPT));
        try (var cursor = tail.read(new Position(2))) {
            assertThat(cursor.next()).extracting(StoredEvent::position).isEqualTo(new Position(3));
        }
    }
}
