package dev.everlog.eventlog.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.InMemoryTail;
import dev.everlog.eventlog.tail.Lease;
import dev.everlog.eventlog.tail.Participant;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has a log open: real processes. */
class ParticipantsTest {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    @TempDir Path log;

    private Tail open() {
        return FileTail.open(log, TailOptions.of(Durability.COMMIT).withRole("tester"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(log.resolve("processes"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** But for its leases: it may be sealing. */
    private static void assertAlone(Tail tail, String role) {
        long pid = ProcessHandle.current().pid();
        assertThat(tail.participants())
                .extracting(each ->
                        new Participant(
                                each.pid(), each.role(), each.position(), Set.of(), each.isSelf()))
                .containsExactly(new Participant(pid, role, tail.end(), Set.of(), true));
    }

    @Test
    void a_process_alone_tells_itself_and_leaves_nothing() throws IOException {
        try (Tail tail = open();
                Tail memory = new InMemoryTail(InstantSource.system())) {
            LogProcess.append(tail, "a", 1);
            assertThat(tail.end()).isEqualTo(new Position(1));
            assertAlone(tail, "tester");
            assertAlone(memory, "alone");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void another_process_is_told_with_its_position_until_it_is_killed() throws Exception {
        try (Tail tail = open()) {
            Process other = LogProcess.start(log, "b", 1, 3, "-Dlinger=60");
            try (var out = other.inputReader(StandardCharsets.UTF_8)) {
                out.readLine();
                await(tail, other.pid(), new Position(3));
                LogProcess.append(tail, "a", 1);
                await(tail, other.pid(), new Position(4));
                assertThat(tail.participants()).hasSize(2);
                assertThat(tail.participants().getLast().role()).isEqualTo("command");
            } finally {
                other.destroyForcibly().waitFor();
            }
            assertThat(files()).hasSize(2);
            assertAlone(tail, "tester");
            assertThat(files()).as("the dead one is buried").hasSize(1);
        }
    }

    /** Closing any channel to a file drops the locks of this process on it. */
    @Test
    void asking_in_a_process_with_two_tails_hides_neither_from_others() throws Exception {
        try (Tail one = open();
                Tail two = open()) {
            one.participants();
            two.participants();
            Process other = LogProcess.start(log, "b", 1, 1);
            assertThat(other.waitFor()).isZero();
            assertThat(files()).as("what opens a log buries the dead").hasSize(2);
        }
    }

    @Test
    void a_lease_is_told_while_it_is_held() {
        try (Tail tail = open()) {
            tail.note(Lease.EMBEDDING, true);
            assertThat(tail.participants().getFirst().leases()).contains(Lease.EMBEDDING);
            tail.note(Lease.EMBEDDING, false);
            assertThat(tail.participants().getFirst().leases()).doesNotContain(Lease.EMBEDDING);
        }
    }

    @Test
    void who_only_reads_and_who_copies_pass_it_by() throws IOException {
        try (Tail tail = open()) {
            LogProcess.append(tail, "a", 1);
            List<String> before = files();
            try (Tail frozen = FileTail.frozen(log)) {
                assertThat(frozen.participants()).hasSize(1);
            }
            assertThat(FileTail.verify(log).findings()).isEmpty();
            assertThat(FileTail.image(log, Set.of()).parts())
                    .noneMatch(part -> part.name().contains("processes"));
            assertThat(files()).isEqualTo(before);
        }
    }

    private static void await(Tail tail, long pid, Position position) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (tail.participants().stream()
                .noneMatch(each -> each.pid() == pid && each.position().equals(position))) {
            assertThat(System.nanoTime()).as("%s", tail.participants()).isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
