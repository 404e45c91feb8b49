package dev.everlog.eventlog.archive;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import dev.hardwood.InputFile;
import dev.hardwood.reader.FilterPredicate;
import dev.hardwood.reader.ParquetFileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of a segment of three row groups is read to find one event among 45,000. */
class LookupTest {
    private static final int EVENTS = 45_000;
    private static final int BATCH = 900;

    @TempDir static Path log;

    private static Path segment;
    private static List<StoredEvent> events;

    @BeforeAll
    static void sealALog() throws Exception {
        TailOptions options = TailOptions.of(Durability.PROCESS);
        Random random = new Random(1);
        try (Tail tail = FileTail.open(log, options)) {
            for (int i = 0; i < EVENTS; i += BATCH) {
                List<Event> batch = new ArrayList<>();
                for (int j = i; j < i + BATCH; j++) {
                    String text = random.ints(20).mapToObj(Integer::toString).toList().toString();
                    batch.add(event("memory/" + j, "{\"text\":\"" + text + "\"}"));
                }
                tail.append(batch, AppendCondition.always());
            }
            events = drain(tail.read(Position.NONE));
        }
        try (Tail tail = FileTail.open(log, options.withGenerationBytes(1))) {
            tail.append(List.of(event("memory/last", "{}")), AppendCondition.always());
            SealingTest.awaitSealed(log);
        }
        Path archive = log.resolve("archive");
        segment = archive.resolve(SegmentCatalog.load(archive).segments().getFirst().fileName());
    }

    /** Counts what is read of a file. */
    private record CountedFile(InputFile file, AtomicLong bytes) implements InputFile {
        @Override
        public void open() throws IOException {
            file.open();
        }

        @Override
        public ByteBuffer readRange(long offset, int length) throws IOException {
            bytes.addAndGet(length);
            return file.readRange(offset, length);
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private static void assertReadsAtMost(double share, FilterPredicate wanted, int rows)
            throws IOException {
        AtomicLong bytes = new AtomicLong();
        int found = 0;
        try (ParquetFileReader file =
                        ParquetFileReader.open(new CountedFile(InputFile.of(segment), bytes));
                var reader = file.buildRowReader().filter(wanted).build()) {
            while (reader.hasNext()) {
                reader.next();
                found++;
            }
        }
        double read = (double) bytes.get() / Files.size(segment);
        System.err.printf("%s: %.4f of the file%n", wanted.getClass().getSimpleName(), read);
        assertThat(found).isEqualTo(rows);
        assertThat(read).isLessThan(share);
    }

    /** How long is told and not asserted: it depends on what else the machine does. */
    @Test
    void one_event_is_read_anywhere_and_its_neighbours_are_decoded_with_it() {
        Random random = new Random(2);
        try (Tail tail = FileTail.open(log, TailOptions.of(Durability.COMMIT))) {
            for (int i = 0; i < 300; i++) {
                assertRead(tail, random.nextInt(EVENTS));
            }
            System.err.printf(
                    "point read, p50: anywhere %d us, among 5,000 events %d us%n",
                    p50(tail, random, EVENTS), p50(tail, random, 5_000));
        }
    }

    @Test
    void a_page_that_is_damaged_after_its_file_was_checked_is_not_served(@TempDir Path elsewhere)
            throws Exception {
        Path copy = Files.copy(segment, elsewhere.resolve("copy.parquet"));
        PageIndex.Page page = index(copy).columns().get(Column.DATA.index()).get(3);
        byte[] bytes = Files.readAllBytes(copy);
        bytes[(int) page.offset() + page.length() / 2] ^= 1;
        Files.write(copy, bytes);
        try (PageReader reader = PageReader.alone(SegmentBytes.of(copy))) {
            RowBlock before = reader.read(new RowBlock(page.from() - 5, page.from()));
            assertThat(before.rows().getLast().event().stored())
                    .isEqualTo(events.get((int) page.from() - 1));
            RowBlock over = new RowBlock(page.from() - 5, page.from() + 1);
            assertThatThrownBy(() -> reader.read(over))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not match its checksum");
        }
    }

    private static PageIndex index(Path file) throws IOException {
        try (PageReader reader = PageReader.alone(SegmentBytes.of(file))) {
            return reader.index();
        }
    }

    private static long p50(Tail tail, Random random, int among) {
        return random.ints(600, 0, among)
                .mapToLong(at -> assertRead(tail, at))
                .sorted()
                .skip(300)
                .findFirst()
                .orElseThrow();
    }

    private static long assertRead(Tail tail, int at) {
        long from = System.nanoTime();
        try (EventCursor cursor = tail.read(new Position(at))) {
            assertThat(cursor.next()).isEqualTo(events.get(at));
        }
        return (System.nanoTime() - from) / 1_000;
    }

    @Test
    void one_position_is_found_with_a_few_pages() throws Exception {
        assertReadsAtMost(0.05, FilterPredicate.eq("position", 30_001L), 1);
    }

    @Test
    void an_id_is_found_with_a_few_pages() throws Exception {
        UUID there = events.get(30_000).event().id();
        assertReadsAtMost(0.05, FilterPredicate.eq("id", there), 1);
        assertReadsAtMost(0.005, FilterPredicate.eq("id", new UUID(1, 2)), 0);
    }

    @Test
    void a_subject_is_found_with_a_few_pages() throws Exception {
        assertReadsAtMost(0.2, FilterPredicate.eq("subject", "memory/30000"), 1);
        assertReadsAtMost(0.005, FilterPredicate.eq("subject", "memory/none"), 0);
    }

    @Test
    void others_skip_row_groups_that_do_not_have_a_subject() throws Exception {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet groups =
                        statement.executeQuery(
                                "SELECT count(*) AS all_groups,"
                                        + " count(*) FILTER (bloom_filter_excludes) AS excluded"
                                        + " FROM parquet_bloom_probe('%s', 'subject', 'memory/30000')"
                                                .formatted(segment))) {
            assertThat(groups.next()).isTrue();
            assertThat(groups.getInt("all_groups")).isEqualTo(3);
            assertThat(groups.getInt("excluded")).isEqualTo(2);
        }
    }
}
