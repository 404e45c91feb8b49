package dev.everlog.eventlog.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Snapshots.Section;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B1 and B2 for snapshots: one that is not as it was written is as good as none. */
@Tag("faults")
class SnapshotsTest {
    @TempDir Path directory;
    private Snapshots snapshots;

    @BeforeEach
    void open() {
        snapshots = Snapshots.in(directory, "views");
    }

    private boolean write(long position) throws IOException {
        return snapshots.write(
                new Anchor(new Position(position), "hash" + position),
                List.of(
                        new Section("a", 1, out -> out.writeLong(position)),
                        new Section("b", 7, out -> SavedText.write(out, "text of b"))));
    }

    private Path file(long position) {
        return directory.resolve("views-%020d.snapshot".formatted(position));
    }

    /** What the newest whole snapshot says, 0 if there is none. */
    private long newest() throws IOException {
        Optional<Snapshot> found = snapshots.newest(each -> true);
        if (found.isEmpty()) {
            return 0;
        }
        try (Snapshot snapshot = found.get()) {
            long position = snapshot.open("a").readLong();
            assertThat(snapshot.anchor())
                    .isEqualTo(new Anchor(new Position(position), "hash" + position));
            assertThat(SavedText.read(snapshot.open("b"))).isEqualTo("text of b");
            return position;
        }
    }

    @Test
    void the_newest_is_read_and_two_are_kept_for_their_owner_only() throws Exception {
        for (long position : new long[] {10, 20, 30}) {
            assertThat(write(position)).isTrue();
            assertThat(newest()).isEqualTo(position);
        }
        assertThat(file(10)).doesNotExist();
        assertThat(file(20)).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(30))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_section_of_another_version_is_not_held() throws Exception {
        write(10);
        try (Snapshot snapshot = snapshots.newest(each -> true).orElseThrow()) {
            assertThat(snapshot.holds("b", 7)).isTrue();
            assertThat(snapshot.holds("b", 8)).isFalse();
            assertThat(snapshot.holds("c", 1)).isFalse();
        }
    }

    @Test
    void every_flipped_bit_is_seen_and_the_one_before_is_taken_instead() throws Exception {
        write(10);
        write(20);
        byte[] whole = Files.readAllBytes(file(20));
        FaultRounds.run(
                "B1 snapshot",
                whole.length * 8,
                (bit, _) -> {
                    byte[] flipped = whole.clone();
                    flipped[bit / 8] ^= (byte) (1 << bit % 8);
                    Files.write(file(20), flipped);
                    assertThat(newest()).as("bit %d", bit).isEqualTo(10);
                    assertThat(file(20)).as("of no use any more").doesNotExist();
                });
    }

    @Test
    void one_that_was_cut_or_extended_is_as_good_as_none() throws Exception {
        write(20);
        byte[] whole = Files.readAllBytes(file(20));
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(20), Arrays.copyOf(whole, length));
            assertThat(newest()).as("cut to %d", length).isZero();
        }
        Files.write(file(20), Arrays.copyOf(whole, whole.length + 1));
        assertThat(newest()).isZero();
    }

    @Test
    void an_older_copy_under_a_newer_name_says_which_position_it_is_of() throws Exception {
        write(10);
        Files.copy(file(10), file(20), StandardCopyOption.REPLACE_EXISTING);
        assertThat(newest()).isEqualTo(10);
    }

    @Test
    void while_one_writes_no_other_does() throws Exception {
        try (ProcessLock lease = new ProcessLock(directory.resolve("views.lease"));
                FileLock held = lease.tryAcquire()) {
            assertThat(held).isNotNull();
            assertThat(write(10)).isFalse();
        }
        assertThat(write(10)).isTrue();
    }

    @Test
    void what_a_dead_writer_left_is_written_over() throws Exception {
        write(10);
        Files.write(directory.resolve("views.new"), new byte[100_000]);
        write(20);
        assertThat(newest()).isEqualTo(20);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).noneMatch(each -> each.toString().endsWith(".new"));
        }
    }

    @Test
    void one_is_due_after_a_twentieth_more_events_and_at_least_ten_thousand() throws Exception {
        assertThat(snapshots.due(new Position(9_999))).isFalse();
        assertThat(snapshots.due(new Position(11_000))).isTrue();
        write(1_000_000);
        assertThat(snapshots.due(new Position(1_049_000))).isFalse();
        assertThat(snapshots.due(new Position(1_055_000))).isTrue();
    }

    @Test
    void one_ahead_of_the_log_does_not_stand_in_the_way() throws Exception {
        write(1_000_000);
        assertThat(snapshots.due(new Position(20_000))).isTrue();
        write(20_000);
        assertThat(newest()).isEqualTo(20_000);
    }
}
