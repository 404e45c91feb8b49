package dev.everlog.server;

import static dev.everlog.server.CommandLine.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.archive.Canary;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Tenants;
import dev.everlog.memory.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A memory that goes into backups and comes out of them. */
class BackupTest {
    private static final Writer WRITER = Writer.of("tester");

    @TempDir private Path directory;

    private Path data;
    private Path backups;
    private Path restored;

    @BeforeEach
    void remember() {
        data = directory.resolve("data");
        backups = directory.resolve("backups");
        restored = directory.resolve("restored");
        remember(0, 50);
    }

    private void remember(int from, int count) {
        try (Tenants tenants = tenants()) {
            Memory memory = tenants.open(Wiring.TENANT);
            for (int i = from; i < from + count; i++) {
                memory.remember(Remember.text("Ada counts " + i), WRITER);
            }
        }
    }

    private Tenants tenants() {
        return Wiring.tenants(new DataOptions(Map.of("EVERLOG_DATA", "" + data)).config());
    }

    private String backUp(String... more) {
        return run(0, with(more, "backup", "--data", "" + data, "--to", "" + backups));
    }

    private String restore(int expected, String... more) {
        return run(
                expected, with(more, "restore", "--from", "" + backups, "--data", "" + restored));
    }

    private static String[] with(String[] more, String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    private String digest(Path of) {
        return run(0, "digest", "--data", "" + of);
    }

    @Test
    void a_restored_memory_is_the_same_to_the_last_hash_and_goes_on() {
        assertThat(backUp()).startsWith("backed up " + data + " through e50: ");
        assertThat(restore(0)).startsWith("restored " + restored + " through e50: ");
        assertThat(digest(restored)).isEqualTo(digest(data));
        data = restored;
        remember(50, 5);
        assertThat(digest(restored)).contains("through e55");
    }

    @Test
    void a_memory_whose_oldest_part_is_sealed_comes_back_whole() throws Exception {
        backUp();
        SealedMemory.seal(data);
        remember(51, 5);
        assertThat(backUp()).startsWith("backed up " + data + " through e56: ");
        restore(0);
        assertThat(Wiring.logDirectory(restored).resolve("archive/manifest")).exists();
        assertThat(run(0, "verify", "--data", "" + restored))
                .contains("verified through e56, e50 and before in the archive")
                .hasLineCount(1);
        assertThat(digest(restored)).isEqualTo(digest(data));
        assertThat(run(0, "export", "--data", "" + restored))
                .isEqualTo(run(0, "export", "--data", "" + data));

        restored = directory.resolve("before");
        restore(0, "--at", "e50");
        assertThat(digest(restored)).contains("through e50");
    }

    @Test
    void
            a_backup_made_before_an_erasure_that_a_later_one_knows_is_restored_without_what_was_erased()
                    throws Exception {
        backUp();
        run(0, "erase", "--data", "" + data, "--event", "e7", "--event", "e9", "--reason", "asked");
        assertThat(backUp()).startsWith("backed up " + data + " through e52: ");

        assertThat(restore(0, "--at", "e50"))
                .startsWith("restored " + restored + " through e50: ")
                .contains("erased again: 2 events");
        assertThat(Canary.holders(restored, "counts 6")).isEmpty();
        assertThat(Canary.holders(restored, "counts 8")).isEmpty();
        assertThat(Canary.holders(restored, "counts 7")).isNotEmpty();
        assertThat(run(0, "verify", "--data", "" + restored)).contains("verified through e52");

        restored = directory.resolve("newest");
        assertThat(restore(0)).contains("through e52").doesNotContain("erased again");
        assertThat(digest(restored)).isEqualTo(digest(data));
    }

    @Test
    void a_memory_of_which_nothing_is_hot_comes_back_too() {
        run(0, "compact", "--data", "" + data);
        assertThat(backUp()).startsWith("backed up " + data + " through e50: ");
        restore(0);
        assertThat(digest(restored)).isEqualTo(digest(data));
        data = restored;
        remember(50, 5);
        assertThat(digest(restored)).contains("through e55");
    }

    @Test
    void what_a_damaged_backup_knows_to_be_erased_is_not_restored_in_silence() throws Exception {
        backUp();
        remember(50, 5);
        backUp();
        Path newer = backups.resolve("manifests/00000000000000000055.json");
        Files.writeString(newer, "{");

        assertThat(restore(3, "--at", "e50")).isEmpty();
        assertThat(restored.resolve(Wiring.TENANT)).doesNotExist();
        Files.delete(newer);
        assertThat(restore(0, "--at", "e50")).contains("through e50");
    }

    @Test
    void a_backup_while_others_write_holds_all_that_was_acknowledged_before_it() throws Exception {
        AtomicBoolean ending = new AtomicBoolean();
        try (Tenants tenants = tenants()) {
            Memory memory = tenants.open(Wiring.TENANT);
            Thread writer =
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!ending.get()) {
                                    memory.remember(
                                            Remember.text("More, at " + System.nanoTime()), WRITER);
                                }
                            });
            for (int i = 0; i < 5; i++) {
                long before = memory.position().value();
                restored = directory.resolve("restored" + i);
                backUp();
                restore(0);
                run(0, "verify", "--data", "" + restored);
                assertThat(run(0, "export", "--data", "" + restored).lines().count())
                        .isGreaterThanOrEqualTo(before);
            }
            ending.set(true);
            writer.join();
        }
    }

    @Test
    void what_has_not_changed_is_not_copied_again_and_old_backups_go() throws Exception {
        backUp();
        assertThat(backUp()).contains(" 0 of them new");
        remember(50, 1);
        backUp();
        assertThat(manifests()).hasSize(2);
        restore(0, "--at", "e50");
        assertThat(digest(restored)).contains("through e50");

        backUp("--keep", "1");
        assertThat(manifests()).hasSize(1);
        try (var files = Files.list(backups.resolve("files"))) {
            assertThat(files).hasSize(3);
        }
        restored = directory.resolve("again");
        restore(2, "--at", "e50");
        restore(0);
        assertThat(digest(restored)).isEqualTo(digest(data));
    }

    @Test
    void backups_are_listed_with_position_time_size_and_hash() throws Exception {
        Instant before = Instant.now().minusSeconds(1);
        backUp();
        remember(50, 1);
        backUp();
        List<String> listed = run(0, "backup", "--list", "--to", "" + backups).lines().toList();
        assertThat(listed).hasSize(2);
        assertThat(listed.getFirst()).startsWith("e50 ");
        assertThat(listed.getLast()).startsWith("e51 ").contains(" bytes in 3 files, hash ");
        String hash = run(0, "digest", "--data", "" + data).split("\\s+", -1)[1];
        assertThat(listed.getLast()).endsWith(hash);
        assertThat(Instant.parse(listed.getLast().split(" +", -1)[1]))
                .isBetween(before, Instant.now());

        Path oldest = manifests().getFirst();
        String json = Files.readString(oldest);
        Files.writeString(oldest, json.replaceFirst("\"time\"[^,]*,", ""));
        assertThat(run(0, "backup", "--list", "--to", "" + backups))
                .startsWith("e50        time unknown");
        restore(0, "--at", "e50");
        run(2, "backup", "--list", "--to", "" + directory.resolve("nowhere"));
    }

    @Test
    void another_memory_or_another_history_needs_a_directory_of_its_own() throws Exception {
        backUp();
        remember(50, 2);
        backUp();
        restore(0, "--at", "e50");
        Path left = data;
        data = restored;
        remember(50, 3); // another history from e50 on
        run(2, "backup", "--data", "" + data, "--to", "" + backups);
        assertThat(manifests()).hasSize(2);
        data = directory.resolve("other");
        remember(0, 52);
        run(2, "backup", "--data", "" + data, "--to", "" + backups, "--keep", "1");
        assertThat(manifests()).hasSize(2);
        data = left;
        assertThat(backUp()).contains(" 0 of them new");
    }

    @Test
    void an_empty_directory_name_is_nowhere() {
        run(2, "backup", "--data", "" + data, "--to", "");
        run(2, "backup", "--data", "" + data, "--to", "" + data.resolve("default/backups"));
        run(2, "backup", "--data", "", "--to", "" + backups);
        backUp();
        run(2, "restore", "--from", "" + backups, "--data", "");
        run(2, "restore", "--from", "", "--data", "" + restored);
    }

    @Test
    void a_memory_is_never_restored_over_another() {
        backUp();
        restored = data;
        String before = digest(data);
        restore(2);
        assertThat(digest(data)).isEqualTo(before);
    }

    @Test
    void a_backup_that_is_not_what_was_backed_up_restores_nothing() throws Exception {
        backUp();
        for (Path file : files()) {
            flip(file);
            assertNothingRestored();
            flip(file);

            Path elsewhere = directory.resolve("elsewhere");
            Files.move(file, elsewhere);
            assertNothingRestored();
            Files.createSymbolicLink(file, elsewhere);
            assertNothingRestored();
            Files.delete(file);
            Files.move(elsewhere, file);
        }
        restore(0);
    }

    @Test
    void the_next_backup_replaces_what_has_rotted() throws Exception {
        backUp();
        for (Path file : files()) {
            flip(file);
        }
        assertNothingRestored();
        backUp();
        restore(0);
        assertThat(digest(restored)).isEqualTo(digest(data));
    }

    @Test
    void a_manifest_that_leads_out_of_the_log_is_refused() throws Exception {
        backUp();
        Path manifest = manifests().getFirst();
        String json = Files.readString(manifest);
        for (String name :
                List.of("../../escaped", "/tmp/escaped", "generations/../escaped", "lock", "")) {
            Files.writeString(manifest, json.replace("\"mark\"", "\"" + name + "\""));
            assertNothingRestored();
        }
        for (String changed :
                List.of(
                        "",
                        "{}",
                        "null",
                        json.replaceFirst("\\[ *\\{", "[ null, {"),
                        json.replace("\"format\" : 1", "\"format\" : 2"),
                        json.replace("\"position\" : 50", "\"position\" : 49"),
                        json.replaceFirst("\"sha256\" : \"..", "\"sha256\" : \"../"))) {
            Files.writeString(manifest, changed);
            assertNothingRestored();
        }
        Files.writeString(
                manifest, json.replaceFirst("\"size\" : \\d+", "\"size\" : 9000000000000000000"));
        assertNothingRestored(1);
        assertThat(directory.resolve("escaped")).doesNotExist();
    }

    /** One bit in the middle; twice is not at all. */
    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private void assertNothingRestored() throws IOException {
        assertNothingRestored(3);
    }

    private void assertNothingRestored(int code) throws IOException {
        restore(code);
        assertThat(restored.resolve(Wiring.TENANT)).doesNotExist();
        assertThat(restored.resolve("tmp"))
                .satisfiesAnyOf(
                        none -> assertThat(none).doesNotExist(),
                        left -> assertThat(left).isEmptyDirectory());
    }

    private List<Path> manifests() throws IOException {
        try (var files = Files.list(backups.resolve("manifests"))) {
            return files.sorted().toList();
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(backups.resolve("files"))) {
            return files.sorted().toList();
        }
    }
}
