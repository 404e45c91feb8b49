package dev.everlog.server;

import static dev.everlog.server.CommandLine.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.memory.Memory;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Tenants;
import dev.everlog.memory.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A memory that takes less space and is the same. */
class CompactTest {
    private static final Writer WRITER = Writer.of("tester");
    private static final int MEMORIES = 500;

    /** The number of no process: Linux counts to 4,194,304. */
    private static final String ENDED = "99999999";

    @TempDir private Path directory;

    private Path data;

    @BeforeEach
    void remember() {
        data = directory.resolve("data");
        try (Tenants tenants = tenants()) {
            Memory memory = tenants.open(Wiring.TENANT);
            for (int i = 0; i < MEMORIES; i++) {
                memory.remember(Remember.text("Ada counts to " + i + " before tea"), WRITER);
            }
        }
    }

    private Tenants tenants() {
        return Wiring.tenants(new DataOptions(Map.of("EVERLOG_DATA", "" + data)).config());
    }

    private String compact() {
        return run(0, "compact", "--data", "" + data);
    }

    private String digest() {
        return run(0, "digest", "--data", "" + data);
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void all_events_go_into_the_archive_and_the_memory_stays_the_same() throws Exception {
        String digest = digest();
        long before = bytes();

        assertThat(compact())
                .contains("sealed all through e" + MEMORIES, before + " bytes before, ");

        assertThat(bytes()).isLessThan(before / 4);
        assertThat(digest()).isEqualTo(digest);
        assertThat(run(0, "verify", "--data", "" + data))
                .contains("verified through e500, e500 and before in the archive");
        assertThat(compact()).startsWith("nothing to compact in " + data);
        assertThat(compact()).contains(": " + bytes() + " bytes");
    }

    @Test
    void servers_go_on_meanwhile() {
        AtomicBoolean ending = new AtomicBoolean();
        String before;
        long last;
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
                assertThat(compact()).contains("sealed all through");
                assertThat(memory.texts(0, 1)).hasSize(1);
            }
            ending.set(true);
            writer.join();
            last = memory.position().value();
            before = String.join("\n", new TreeMap<>(memory.digests()).values());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(last).isGreaterThan(MEMORIES);
        assertThat(digest()).contains("through e" + last).contains(before.lines().toList());
        assertThat(run(0, "verify", "--data", "" + data)).doesNotContain("corrupt");
    }

    @Test
    void what_the_dead_have_left_goes_and_what_the_living_have_stays() throws Exception {
        Path tenant = data.resolve(Wiring.TENANT);
        Path snapshots = Files.createDirectories(tenant.resolve("snapshots"));
        Path old = old(Files.writeString(snapshots.resolve("views.new"), "half"));
        Path fresh = Files.writeString(tenant.resolve("unfinished.new"), "half");
        Path dead = Files.createDirectories(data.resolve("tmp").resolve(ENDED));
        Files.writeString(dead.resolve("libzstd.so"), "unpacked");
        old(dead);
        Path alive =
                old(
                        Files.createDirectories(
                                data.resolve("tmp").resolve("" + ProcessHandle.current().pid())));
        assertThat(compact()).contains("deleted " + old, "deleted " + dead);
        assertThat(List.of(old, dead)).noneMatch(Files::exists);
        assertThat(List.of(fresh, alive)).allMatch(Files::exists);
    }

    private static Path old(Path file) throws IOException {
        return Files.setLastModifiedTime(
                file, FileTime.from(Instant.now().minus(2, ChronoUnit.HOURS)));
    }

    @Test
    void a_damaged_log_is_not_touched() throws Exception {
        Path frames = Wiring.logDirectory(data).resolve("generations/00000000000000000001.frames");
        byte[] bytes = Files.readAllBytes(frames);
        bytes[100] ^= 1;
        Files.write(frames, bytes);
        run(3, "compact", "--data", "" + data);
        assertThat(frames).hasBinaryContent(bytes);
        run(2, "compact", "--data", "" + directory.resolve("nowhere"));
    }
}
