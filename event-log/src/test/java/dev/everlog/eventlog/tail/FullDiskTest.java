package dev.everlog.eventlog.tail;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.AppendResult.Appended;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.file.FileTail;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** D1 of the promises, without a disk that is really full. */
class FullDiskTest {
    private static final int LARGEST_ROOM = 700; // two frames and a bit
    private static final TailOptions OPTIONS =
            TailOptions.of(Durability.COMMIT).withFreeFloorBytes(0);

    private final SimulatedDisk disk = new SimulatedDisk();

    @Test
    void
            wherever_the_room_ends_appends_are_refused_reads_go_on_and_so_do_appends_when_there_is_room()
                    throws Exception {
        try (FastDirectory directory = new FastDirectory()) {
            Path log = directory.path().resolve("log");
            try (Tail tail = open(log)) {
                for (int room = 0; room <= LARGEST_ROOM; room += 7) {
                    fill(tail, room);
                    assertThat(FileTail.verify(log).worst())
                            .isNotEqualTo(VerifyReport.Kind.CORRUPT);
                    disk.leaveRoom(Long.MAX_VALUE);
                    Position next = tail.end().plus(1);
                    assertThat(append(tail)).isEqualTo(new Appended(next, next));
                }
            }
            try (Tail tail = open(log)) {
                assertThat(append(tail)).isInstanceOf(Appended.class);
                assertThat(read(tail)).hasSize((int) tail.end().value());
            }
        }
    }

    private void fill(Tail tail, int room) {
        disk.leaveRoom(room);
        int before = read(tail).size();
        int[] acknowledged = {0};
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                append(tail);
                                acknowledged[0]++;
                            }
                        })
                .isInstanceOfSatisfying(
                        LogException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(Kind.STORAGE_FULL);
                            assertThat(e.kind().retryable()).isTrue();
                        })
                .hasMessageContaining("without a restart");
        assertThat(read(tail)).hasSize(before + acknowledged[0]);
    }

    private Tail open(Path log) throws Exception {
        return new InlineTail(log, new SimulatedProcess(disk, new Random(1)), OPTIONS);
    }

    private static AppendResult append(Tail tail) {
        return tail.append(List.of(numbered(1)), AppendCondition.always());
    }

    private static List<StoredEvent> read(Tail tail) {
        return drain(tail.read(Position.NONE));
    }
}
