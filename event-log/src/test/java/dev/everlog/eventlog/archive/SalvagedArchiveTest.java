package dev.everlog.eventlog.archive;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What salvage gets out of a log whose archive is damaged: what can be proved, and nothing else. */
class SalvagedArchiveTest {
    private static final int EVENTS = 120;

    @TempDir Path log;

    private List<StoredEvent> events;
    private List<Segment> segments;

    @BeforeEach
    void sealALog() throws Exception {
        TailOptions options = TailOptions.of(Durability.COMMIT).withGenerationBytes(20_000);
        try (Tail tail = FileTail.open(log, options)) {
            for (int i = 1; i <= EVENTS; i++) {
                String data = "{\"n\":" + i + ",\"text\":\"" + "tea ".repeat(200) + "\"}";
                tail.append(List.of(event("thing/" + i, data)), AppendCondition.always());
            }
            SealingTest.awaitSealed(log);
            events = drain(tail.read(Position.NONE));
        }
        segments = SegmentCatalog.load(log.resolve("archive")).segments();
        assertThat(segments).hasSizeGreaterThan(2);
    }

    private List<StoredEvent> salvaged() {
        List<StoredEvent> salvaged = new ArrayList<>();
        FileTail.salvage(log, salvaged::add);
        assertThat(FileTail.verify(log).worst()).isEqualTo(VerifyReport.Kind.CORRUPT);
        return salvaged;
    }

    private Path file(Segment segment) {
        return log.resolve("archive").resolve(segment.fileName());
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int value = bytes.read();
            bytes.seek(at);
            bytes.write(value ^ 1);
        }
    }

    @Test
    void a_damaged_segment_loses_events_of_its_own_only() throws Exception {
        Segment second = segments.get(1);
        flip(file(second), 5_000);
        List<StoredEvent> expected = new ArrayList<>(events);
        expected.removeIf(each -> within(second, each));
        assertThat(salvaged()).filteredOn(each -> !within(second, each)).isEqualTo(expected);
        assertThat(events).containsAll(salvaged());
    }

    private static boolean within(Segment segment, StoredEvent event) {
        long position = event.position().value();
        return position >= segment.first() && position <= segment.last();
    }

    @Test
    void a_missing_segment_loses_its_own_events_only() throws Exception {
        Segment first = segments.getFirst();
        Files.delete(file(first));
        assertThat(salvaged()).isEqualTo(events.subList((int) first.last(), EVENTS));
    }

    @Test
    void a_lost_or_damaged_manifest_loses_nothing() throws Exception {
        Path manifest = log.resolve("archive/manifest");
        flip(manifest, Files.size(manifest) / 2);
        assertThat(salvaged()).isEqualTo(events);
        Files.delete(manifest);
        assertThat(salvaged()).isEqualTo(events);
    }
}
