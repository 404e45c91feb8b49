package dev.everlog.server;

import static dev.everlog.server.CommandLine.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.embeddings.HashingEmbedder;
import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.ProcessLock;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Tenants;
import dev.everlog.memory.Writer;
import dev.everlog.memory.vector.TextKey;
import dev.everlog.memory.vector.VectorFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor}, {@code config} and {@code completion} tell. */
class DoctorTest {
    @TempDir private Path data;

    @BeforeEach
    void remember() throws Exception {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        try (Tenants tenants =
                Wiring.tenants(new DataOptions(Map.of("EVERLOG_DATA", "" + data)).config())) {
            tenants.open(Wiring.TENANT)
                    .remember(Remember.text("Ada prefers tea"), Writer.of("tester"));
        }
    }

    private String examine(int expected) {
        return run(expected, Map.of(), "doctor", "--data", "" + data);
    }

    @Test
    void a_healthy_memory_has_nothing_to_mend() {
        assertThat(examine(0))
                .doesNotContain("MEND")
                .contains("whole through e1", "none is running", "lock     free", "all whole");
    }

    @Test
    void a_damaged_snapshot_and_one_of_another_log_are_named() throws Exception {
        Path damaged = data.resolve("default/snapshots/views-00000000000000000001.snapshot");
        Files.createDirectories(damaged.getParent());
        Files.writeString(damaged, "no snapshot");
        Snapshots.in(damaged.getParent(), "texts")
                .write(new Anchor(new Position(1), "00".repeat(32)), List.of());
        assertThat(examine(1)).contains("MEND views    2 of 2 snapshots", "-> everlog compact");
        assertThat(run(0, Map.of(), "compact", "--data", "" + data))
                .contains("deleted " + damaged, "texts-00");
        assertThat(examine(0)).doesNotContain("MEND");
    }

    @Test
    void damaged_vectors_are_counted_and_left_as_they_are() throws Exception {
        Path file = data.resolve("default/vectors/some-model.vectors");
        Files.createDirectories(file.getParent());
        var model = new HashingEmbedder().model();
        try (var vectors = VectorFile.open(file, model, Duration.ZERO)) {
            for (String text : List.of("one", "two", "three")) {
                vectors.put(TextKey.of(text), new HashingEmbedder().embed(text));
            }
        }
        assertThat(examine(0)).contains("ok   vectors  3, all whole");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 10] ^= 1;
        Files.write(file, bytes);
        assertThat(examine(1)).contains("1 are damaged, 2 are whole", "-> everlog compact");
        bytes[0] ^= 1;
        Files.write(file, bytes);
        assertThat(examine(1)).contains("is not a vector file");
        assertThat(file).hasBinaryContent(bytes);
        run(0, Map.of(), "compact", "--data", "" + data);
        assertThat(file).doesNotExist();
        assertThat(examine(0)).doesNotContain("MEND");
    }

    @Test
    void no_memory_is_told() {
        assertThat(run(1, Map.of(), "doctor", "--data", "/nowhere/at/all"))
                .contains("there is none");
    }

    @Test
    void an_open_directory_gets_the_command_that_closes_it() throws Exception {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(examine(1)).contains("chmod 700 " + data);
    }

    @Test
    void damage_leads_to_restore_and_salvage() throws Exception {
        Path frames = Wiring.logDirectory(data).resolve("generations/00000000000000000001.frames");
        byte[] bytes = Files.readAllBytes(frames);
        bytes[100] ^= 1;
        Files.write(frames, bytes);
        assertThat(examine(1)).contains("e1 was acknowledged and is damaged", "everlog salvage");
    }

    @Test
    void a_damaged_segment_leads_to_restore_and_salvage() throws Exception {
        SealedMemory.seal(data);
        assertThat(examine(0)).contains("whole through e2, e1 and before in the archive");
        Path segment;
        try (var files = Files.list(Wiring.logDirectory(data).resolve("archive"))) {
            segment = files.filter(each -> each.toString().endsWith(".parquet")).findFirst().get();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[100] ^= 1;
        Files.write(segment, bytes);
        assertThat(examine(1)).contains("is not as it was sealed", "everlog salvage");
    }

    @Test
    void a_lock_that_is_held_for_long_is_told_with_how_to_find_who_has_it() throws Exception {
        try (var lock = new ProcessLock(Wiring.logDirectory(data).resolve("lock"));
                var held = lock.acquire(Duration.ZERO)) {
            assertThat(held).isNotNull();
            assertThat(examine(1)).contains("it stands still", "fuser");
        }
    }

    @Test
    void an_event_from_the_future_shows_a_clock_that_is_wrong() throws Exception {
        String line =
                run(0, Map.of(), "export", "--data", "" + data)
                        .replaceFirst("recorded_at\":\"\\d{4}", "recorded_at\":\"2099");
        Path file = Files.writeString(data.resolveSibling(data.getFileName() + ".jsonl"), line);
        Path future = data.resolveSibling(data.getFileName() + "-future");
        run(0, Map.of(), "import", "" + file, "--data", "" + future);
        assertThat(run(1, Map.of(), "doctor", "--data", "" + future)).contains("set the clock");
    }

    @Test
    void every_setting_is_told_with_where_it_comes_from_and_the_token_is_not() {
        var environment =
                Map.of(
                        "EVERLOG_DATA",
                        "/srv/memory",
                        "EVERLOG_TOKEN",
                        "0123456789abcdef0123456789abcdef");
        assertThat(
                        run(
                                0,
                                environment,
                                "config",
                                "--project",
                                "demo",
                                "--port",
                                "4000",
                                "--recall-ledger",
                                "--aliases",
                                "allsource"))
                .contains(
                        "--data          /srv/memory   (EVERLOG_DATA)",
                        "--durability    commit   (default)",
                        "--project       demo   (--project)",
                        "--port          4000   (--port)",
                        "--recall-ledger true   (--recall-ledger)",
                        "--aliases       allsource   (--aliases)",
                        "--token         set   (EVERLOG_TOKEN)")
                .doesNotContain("0123456789abcdef");
    }

    @Test
    void a_wrong_value_is_told_with_the_right_ones_as_they_are_written() {
        assertThat(CommandLine.complaint(2, "config", "--durability", "ALWAYS"))
                .contains("expected commit or process but was 'ALWAYS'");
        assertThat(run(0, Map.of(), "config", "--durability", "process"))
                .contains("--durability    process   (--durability)");
    }

    @Test
    void the_shell_learns_commands_and_options() throws Exception {
        Path script = Files.writeString(data.resolve("completion"), run(0, Map.of(), "completion"));
        Process bash =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                "source "
                                        + script
                                        + "; COMP_WORDS=(everlog rest); COMP_CWORD=1;"
                                        + " _complete_everlog; echo ${COMPREPLY[*]}")
                        .start();
        assertThat(script).content().doesNotStartWith("#").contains("_complete_everlog");
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("restore");
    }
}
