package dev.everlog.eventlog.file;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.event;
import static dev.everlog.eventlog.TestEvents.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult.Appended;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.VerifyReport.Finding;
import dev.everlog.eventlog.file.LogCopy.Bytes;
import dev.everlog.eventlog.tail.FastDirectory;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** B2 of the promises: each kind of file truncated, deleted, swapped, replaced by an older copy. */
class DamagedFilesTest {
    private static final long GENERATION_BYTES = 60_000;
    private static final int EVENTS = 24;
    private static final int EARLIER =
            23; // events in the older copy, which ends in the last generation

    private static LogCopy whole;
    private static LogCopy earlier;
    private static List<StoredEvent> events;

    @BeforeAll
    static void writeALog() throws IOException {
        try (FastDirectory directory = new FastDirectory()) {
            Path log = directory.path().resolve("log");
            try (Unsealed _ = new Unsealed(log);
                    Tail tail = open(log)) {
                String data = "{\"text\":\"" + "x".repeat(9_000) + "\"}";
                for (int i = 1; i <= EVENTS; i++) {
                    tail.append(List.of(event("thing/" + i % 5, data)), AppendCondition.always());
                    earlier = i == EARLIER ? LogCopy.of(log) : earlier;
                }
                events = drain(tail.read(Position.NONE));
            }
            whole = LogCopy.of(log);
        }
        assertThat(whole.named(".frames")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(earlier.named(".frames")).isEqualTo(whole.named(".frames"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mark", "lock"})
    void a_file_that_can_be_made_anew_may_be_truncated_deleted_or_older(String name)
            throws IOException {
        for (Path file : whole.named(name)) {
            LogCopy truncated = whole.copy();
            truncated.files().computeIfPresent(file, (f, b) -> b.cutAt(b.written().length / 2));
            assertHarmless(truncated);
            LogCopy deleted = whole.copy();
            deleted.files().remove(file);
            assertHarmless(deleted);
            LogCopy older = whole.copy();
            older.files().put(file, earlier.files().get(file));
            assertHarmless(older);
        }
    }

    @Test
    void a_format_that_says_something_else_is_refused_and_a_missing_one_written_again()
            throws IOException {
        Path format = Path.of("format");
        LogCopy deleted = whole.copy();
        deleted.files().remove(format);
        assertHarmless(deleted);
        LogCopy truncated = whole.copy();
        truncated.files().computeIfPresent(format, (f, b) -> b.cutAt(10));
        assertRefused(truncated);
        LogCopy swapped = whole.copy();
        swapped.files().put(format, whole.files().get(Path.of("mark")));
        assertRefused(swapped);
    }

    @Test
    void a_truncated_generation_is_reported_from_the_first_event_that_is_cut() throws IOException {
        for (Path file : whole.named(".frames")) {
            Bytes bytes = whole.files().get(file);
            long first = first(file);
            LogCopy cut = whole.copy();
            cut.files().put(file, bytes.cutAt(bytes.written().length - 5_000));
            assertReported(cut, file, lastOf(file));
            LogCopy blank = whole.copy();
            blank.files().put(file, bytes.cutAt(0));
            assertReported(blank, file, first);
        }
    }

    @Test
    void a_deleted_generation_is_reported_from_its_first_event() throws IOException {
        for (Path file : whole.named(".frames")) {
            LogCopy without = whole.copy();
            without.files().remove(file);
            assertReported(without, null, first(file));
        }
    }

    @Test
    void swapped_generations_are_reported_from_the_first_of_them() throws IOException {
        List<Path> files = whole.named(".frames");
        LogCopy swapped = whole.copy();
        swapped.files().put(files.get(0), whole.files().get(files.get(1)));
        swapped.files().put(files.get(1), whole.files().get(files.get(0)));
        assertReported(swapped, files.get(0), 1);
    }

    @Test
    void an_older_copy_of_a_generation_is_reported_from_the_first_event_it_lacks()
            throws IOException {
        Path last = whole.named(".frames").getLast();
        LogCopy older = whole.copy();
        older.files().put(last, earlier.files().get(last));
        assertReported(older, last, EARLIER + 1);
    }

    @Test
    void a_torn_end_that_nobody_was_promised_is_cut() throws IOException {
        Path last = whole.named(".frames").getLast();
        LogCopy torn = whole.copy();
        torn.files().put(Path.of("mark"), earlier.files().get(Path.of("mark")));
        Bytes bytes = whole.files().get(last);
        torn.files().put(last, bytes.cutAt(bytes.written().length - 5_000));
        try (FastDirectory directory = new FastDirectory()) {
            torn.writeTo(directory.path());
            assertThat(FileTail.verify(directory.path()).worst())
                    .isEqualTo(VerifyReport.Kind.TORN_END);
            assertServesAndGoesOn(directory.path(), EVENTS - 1);
        }
    }

    private static void assertHarmless(LogCopy copy) throws IOException {
        try (FastDirectory directory = new FastDirectory()) {
            copy.writeTo(directory.path());
            assertServesAndGoesOn(directory.path(), EVENTS);
        }
    }

    private static void assertServesAndGoesOn(Path log, int served) throws IOException {
        Position next = new Position(served + 1L);
        try (Unsealed _ = new Unsealed(log);
                Tail tail = open(log)) {
            assertThat(drain(tail.read(Position.NONE))).isEqualTo(events.subList(0, served));
            assertThat(tail.append(List.of(numbered(1)), AppendCondition.always()))
                    .isEqualTo(new Appended(next, next));
        }
        try (Unsealed _ = new Unsealed(log);
                Tail tail = open(log)) {
            assertThat(drain(tail.read(Position.NONE))).hasSize(served + 1);
        }
    }

    private static void assertRefused(LogCopy copy) throws IOException {
        try (FastDirectory directory = new FastDirectory()) {
            copy.writeTo(directory.path());
            assertThatThrownBy(() -> open(directory.path()))
                    .isInstanceOfSatisfying(
                            LogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNUSABLE));
        }
    }

    private static void assertReported(LogCopy copy, Path file, long position) throws IOException {
        try (FastDirectory directory = new FastDirectory()) {
            copy.writeTo(directory.path());
            VerifyReport report = FileTail.verify(directory.path());
            assertThat(report.worst()).isEqualTo(VerifyReport.Kind.CORRUPT);
            Finding found = report.findings().getFirst();
            assertThat(found.place().position()).isEqualTo(new Position(position));
            if (file != null) {
                assertThat(found.place().file()).isEqualTo(directory.path().resolve(file));
            }
            assertThat(served(directory.path())).isEqualTo(events.subList(0, (int) position - 1));
        }
    }

    /** What is read before the damage is met; appends must be refused. */
    private static List<StoredEvent> served(Path log) throws IOException {
        List<StoredEvent> served = new ArrayList<>();
        try (Unsealed _ = new Unsealed(log);
                Tail tail = open(log);
                EventCursor cursor = tail.read(Position.NONE)) {
            assertThatThrownBy(
                            () -> {
                                for (StoredEvent e = cursor.next(); e != null; e = cursor.next()) {
                                    served.add(e);
                                }
                            })
                    .isInstanceOfSatisfying(
                            LogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CORRUPT));
            assertThatThrownBy(() -> tail.append(List.of(numbered(1)), AppendCondition.always()))
                    .isInstanceOfSatisfying(
                            LogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CORRUPT));
        }
        return served;
    }

    private static long first(Path file) {
        return Long.parseLong(file.getFileName().toString().replace(".frames", ""));
    }

    private static long lastOf(Path file) {
        List<Path> files = whole.named(".frames");
        int next = files.indexOf(file) + 1;
        return next == files.size() ? EVENTS : first(files.get(next)) - 1;
    }

    private static Tail open(Path log) {
        return FileTail.open(
                log, TailOptions.of(Durability.COMMIT).withGenerationBytes(GENERATION_BYTES));
    }
}
