package dev.everlog.eventlog.archive;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.LogException;
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
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What salvage gets out of a log whose archive is damaged: what can be proved, and nothing else. */
class SalvagedArchiveTest {
    private static final int EVENTS = 120;
    private static final int BATCH = 6;

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

    /** Three pages of events of which everything but the data says little, and the chain goes on behind each. */
    @Test
    void a_damaged_page_loses_the_events_it_holds_only(@TempDir Path pages) throws Exception {
        List<StoredEvent> all = sealThousands(pages);
        Path segment;
        try (Stream<Path> files = Files.list(pages.resolve("archive"))) {
            segment =
                    files.filter(each -> each.toString().endsWith(".parquet"))
                            .findFirst()
                            .orElseThrow();
        }
        PageIndex index;
        try (PageReader reader = PageReader.alone(SegmentBytes.of(segment))) {
            index = reader.index();
        }
        byte[] whole = Files.readAllBytes(segment);
        for (Column column : List.of(Column.DATA, Column.FRAME_HASH, Column.SUBJECT)) {
            PageIndex.Page page = index.columns().get(column.index()).get(1);
            flip(segment, page.offset() + page.length() - 1);
            List<StoredEvent> salvaged = new ArrayList<>();
            FileTail.salvage(pages, salvaged::add);
            Files.write(segment, whole);
            List<StoredEvent> expected = new ArrayList<>(all);
            expected.removeIf(each -> isFrameOf(each, page.from(), page.to()));
            System.err.printf(
                    "%s: rows %d to %d damaged, %d of %d events lost%n",
                    column, page.from(), page.to(), all.size() - salvaged.size(), all.size());
            assertThat(salvaged).isEqualTo(expected);
        }
    }

    /** Whatever byte it is, also of the footer: lengths that make no sense must not fill the heap. */
    @Test
    void nothing_is_salvaged_that_was_not_appended() throws Exception {
        Random random = new Random(6);
        Path file = file(segments.get(1));
        byte[] whole = Files.readAllBytes(file);
        int lost = 0;
        for (int i = 0; i < 200; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            List<StoredEvent> salvaged = new ArrayList<>();
            FileTail.salvage(log, salvaged::add);
            assertThat(events).containsAll(salvaged);
            List<StoredEvent> others = new ArrayList<>(events);
            others.removeIf(each -> within(segments.get(1), each));
            assertThat(salvaged).containsAll(others);
            lost += events.size() - salvaged.size();
        }
        System.err.printf("200 flipped bits: %d events lost of %d%n", lost, 200 * events.size());
    }

    private static boolean isFrameOf(StoredEvent event, long fromRow, long toRow) {
        long row = event.position().value() - 1;
        long first = row - row % BATCH;
        return first < toRow && first + BATCH > fromRow;
    }

    private static List<StoredEvent> sealThousands(Path log) throws Exception {
        Random random = new Random(5);
        try (Tail tail = FileTail.open(log, TailOptions.of(Durability.PROCESS))) {
            for (int i = 0; i < 3_000; i += BATCH) {
                List<Event> batch = new ArrayList<>();
                for (int j = i; j < i + BATCH; j++) {
                    String text = random.ints(20).mapToObj(Integer::toString).toList().toString();
                    batch.add(event("thing/" + j % 70, "{\"text\":\"" + text + "\"}"));
                }
                tail.append(batch, AppendCondition.always());
            }
        }
        TailOptions sealing = TailOptions.of(Durability.PROCESS).withGenerationBytes(1);
        try (Tail tail = FileTail.open(log, sealing)) {
            tail.append(List.of(event("thing/last", "{}")), AppendCondition.always());
            SealingTest.awaitSealed(log);
            return drain(tail.read(Position.NONE));
        }
    }

    @Test
    void a_log_whose_manifest_is_missing_says_so_and_how_to_go_on() throws Exception {
        Files.delete(log.resolve("archive/manifest"));
        assertThat(FileTail.verify(log).findings())
                .filteredOn(each -> each.kind() == VerifyReport.Kind.CORRUPT)
                .singleElement()
                .satisfies(each ->
                        assertThat(each.message())
                                .contains(
                                        "manifest is missing",
                                        segments.size() + " segments",
                                        "salvage"));
        try (Tail tail = FileTail.open(log, TailOptions.of(Durability.COMMIT))) {
            assertThatThrownBy(() -> drain(tail.read(Position.NONE)))
                    .isInstanceOf(LogException.class)
                    .hasMessageContaining("manifest is missing");
        }
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
