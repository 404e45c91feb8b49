package dev.everlog.eventlog.file;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.event;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.archive.SealingTest;
import dev.everlog.eventlog.tail.EagerSnapshots;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newer Everlog may leave behind for this one (V1): refused by name, and not a byte of it changed. */
class NewerFormatsTest {
    private static final int EVENTS = 40;

    @TempDir Path directory;

    private Path log;
    private List<StoredEvent> events;

    @BeforeEach
    void sealedAndHot() throws Exception {
        log = directory.resolve("log");
        TailOptions options = TailOptions.of(Durability.COMMIT).withGenerationBytes(20_000);
        try (Tail tail = FileTail.open(log, options)) {
            for (int i = 0; i < EVENTS; i++) {
                String data = "{\"text\":\"" + "tea ".repeat(200) + "\"}";
                tail.append(List.of(event("thing/" + i, data)), AppendCondition.always());
            }
            SealingTest.awaitSealed(log);
            events = drain(tail.read(Position.NONE));
        }
    }

    @Test
    void a_newer_frame_is_refused() throws Exception {
        Path hot = files("generations").getFirst();
        List<Integer> frames = frames(Files.readAllBytes(hot));
        for (int at : List.of(frames.getFirst(), frames.getLast())) {
            byte[] bytes = Files.readAllBytes(hot);
            Files.write(hot, withFormat2(bytes.clone(), at));
            assertRefused("has format 2, this Everlog knows 1");
            Files.write(hot, bytes);
        }
    }

    /** Nothing tells a reader of the mark that this was acknowledged: it must not be taken for a torn end. */
    @Test
    void a_newer_frame_behind_the_mark_is_refused() throws Exception {
        byte[] mark = Files.readAllBytes(log.resolve("mark"));
        try (Tail tail = FileTail.open(log, TailOptions.of(Durability.COMMIT))) {
            tail.append(List.of(event("thing/newer", "{}")), AppendCondition.always());
        }
        Files.write(log.resolve("mark"), mark);
        Path hot = files("generations").getFirst();
        byte[] bytes = Files.readAllBytes(hot);
        Files.write(hot, withFormat2(bytes, frames(bytes).getLast()));
        Map<String, String> before = content();
        assertOpeningRefused("has format 2, this Everlog knows 1");
        assertThat(content()).isEqualTo(before);
    }

    private static List<Integer> frames(byte[] generation) {
        ByteBuffer bytes = ByteBuffer.wrap(generation);
        List<Integer> frames = new ArrayList<>();
        int at = 0;
        while (at + 12 < generation.length && bytes.getInt(at) == 0x45564C47) {
            frames.add(at);
            at += bytes.getInt(at + 8);
        }
        return frames;
    }

    private static byte[] withFormat2(byte[] generation, int at) {
        ByteBuffer bytes = ByteBuffer.wrap(generation);
        int length = bytes.getInt(at + 8);
        bytes.putShort(at + 4, (short) 2);
        bytes.putInt(at + length - 4, crc(bytes.slice(at, length - 4)));
        return generation;
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** A segment has no number of its own: what it is made of is part of the archive's format. */
    @Test
    void a_newer_archive_is_refused() throws Exception {
        Path manifest = log.resolve("archive/manifest");
        String text = Files.readString(manifest, ISO_8859_1);
        String first = "everlog archive, format 2";
        String line = HexFormat.of().toHexDigits(crc(ByteBuffer.wrap(first.getBytes(ISO_8859_1))));
        Files.writeString(
                manifest, line + " " + first + text.substring(text.indexOf('\n')), ISO_8859_1);
        assertRefused("format 2', this Everlog knows format 1");
    }

    @Test
    void a_newer_log_is_refused() throws Exception {
        Files.writeString(log.resolve("format"), "everlog log, format 2\n");
        assertRefused("log format 2, this Everlog knows 1");
    }

    /** It is a cache: whoever cannot read it folds the log. */
    @Test
    void a_newer_snapshot_is_not_read() throws Exception {
        Path snapshots = directory.resolve("snapshots");
        EagerSnapshots first = new EagerSnapshots(snapshots, "tail", 1);
        TailOptions options = TailOptions.of(Durability.COMMIT);
        try (Tail tail = FileTail.open(log, options.withSnapshots(first))) {
            first.awaitWritten(tail.end());
        }
        Path snapshot;
        try (Stream<Path> all = Files.list(snapshots)) {
            snapshot =
                    all.filter(each -> each.toString().endsWith(".snapshot"))
                            .findFirst()
                            .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(snapshot);
        ByteBuffer.wrap(bytes).putInt(4, 2);
        Files.write(snapshot, bytes);
        EagerSnapshots second = new EagerSnapshots(snapshots, "tail", 1);
        try (Tail tail = FileTail.open(log, options.withSnapshots(second))) {
            assertThat(drain(tail.read(Position.NONE))).isEqualTo(events);
        }
        assertThat(second.read()).isEqualTo(Position.NONE);
    }

    private List<Path> files(String part) throws IOException {
        try (Stream<Path> files = Files.list(log.resolve(part))) {
            return files.sorted().toList();
        }
    }

    private void assertRefused(String why) throws IOException {
        Map<String, String> before = content();
        assertOpeningRefused(why);
        assertRefused(why, () -> FileTail.image(log, Set.of()));
        assertRefused(why, () -> FileTail.salvage(log, event -> {}));
        assertThat(content()).isEqualTo(before);
    }

    private void assertOpeningRefused(String why) {
        assertRefused(why, () -> FileTail.open(log, TailOptions.of(Durability.COMMIT)).close());
        assertRefused(why, () -> FileTail.verify(log));
    }

    private static void assertRefused(String why, ThrowingCallable use) {
        assertThatThrownBy(use)
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NEWER_FORMAT))
                .hasMessageContaining(why)
                .hasMessageContaining("use the newer Everlog");
    }

    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(log)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(
                        "" + log.relativize(file),
                        new String(Files.readAllBytes(file), ISO_8859_1));
            }
        }
        return content;
    }
}
