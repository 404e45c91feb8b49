package dev.everlog.eventlog.archive;

import static dev.everlog.eventlog.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.Archive;
import dev.everlog.eventlog.tail.Archive.Source;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import dev.everlog.eventlog.tail.WholeFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a segment, for us and for others. */
class SegmentFileTest {
    private static final int EVENTS = 200;

    @TempDir Path directory;

    private Path archive;

    @BeforeEach
    void sealALog() throws Exception {
        Path log = directory.resolve("log");
        archive = log.resolve("archive");
        TailOptions options = TailOptions.of(Durability.COMMIT).withGenerationBytes(40_000);
        try (Tail tail = FileTail.open(log, options)) {
            for (int i = 1; i <= EVENTS; i++) {
                String data = "{\"n\":" + i + ",\"text\":\"" + "o'clock ".repeat(50) + "\"}";
                tail.append(List.of(event("thing/" + i % 7, data)), AppendCondition.always());
            }
            SealingTest.awaitSealed(log);
        }
    }

    private List<WholeFrame> frames() throws Exception {
        List<WholeFrame> frames = new ArrayList<>();
        try (Archive sealed = new ParquetArchive(archive)) {
            sealed.refresh();
            try (Source<WholeFrame> source = sealed.frames(Archive.End.NONE)) {
                for (WholeFrame next = source.next(); next != null; next = source.next()) {
                    frames.add(next);
                }
            }
        }
        return frames;
    }

    private static Source<WholeFrame> source(List<WholeFrame> frames) {
        var rest = frames.iterator();
        return new Source<>() {
            @Override
            public WholeFrame next() {
                return rest.hasNext() ? rest.next() : null;
            }

            @Override
            public void close() {}
        };
    }

    /** In another locale and time zone, a second time, the same frames give the same bytes. */
    @Test
    void the_same_frames_give_the_same_file_wherever_they_are_sealed() throws Exception {
        List<WholeFrame> frames = frames();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        List<Segment> sealed = new ArrayList<>();
        for (String place : List.of("UTC", "Asia/Kolkata")) {
            Path copy = directory.resolve("copy-" + sealed.size());
            try (ParquetArchive again = new ParquetArchive(copy)) {
                TimeZone.setDefault(TimeZone.getTimeZone(place));
                Locale.setDefault(Locale.forLanguageTag(sealed.isEmpty() ? "en" : "ar-EG"));
                again.seal(source(frames));
            } finally {
                TimeZone.setDefault(zone);
                Locale.setDefault(locale);
            }
            sealed.add(SegmentCatalog.load(copy).segments().getFirst());
        }
        assertThat(sealed.get(0)).isEqualTo(sealed.get(1));
        String name = sealed.getFirst().fileName();
        assertThat(directory.resolve("copy-0").resolve(name))
                .hasSameBinaryContentAs(directory.resolve("copy-1").resolve(name));
    }

    @Test
    void frames_that_do_not_follow_are_not_sealed() throws Exception {
        List<WholeFrame> frames = new ArrayList<>(frames());
        frames.remove(100);
        Path copy = directory.resolve("copy");
        try (ParquetArchive gap = new ParquetArchive(copy)) {
            assertThatThrownBy(() -> gap.seal(source(frames)))
                    .isInstanceOfSatisfying(
                            LogException.class,
                            e -> assertThat(e.kind()).isEqualTo(LogException.Kind.CORRUPT))
                    .hasMessageContaining("e101");
            assertThat(gap.end()).isEqualTo(Archive.End.NONE);
        }
        assertThat(copy.resolve("manifest")).doesNotExist();
    }

    @Test
    void duckdb_reads_the_files_without_us() throws Exception {
        List<WholeFrame> frames = frames();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT position, subject, version, type, id, data->>'n' AS n,"
                                        + " epoch_us(recorded_at) AS micros, hex(frame_hash) AS hash,"
                                        + " octet_length(data_salt) AS salt"
                                        + " FROM '"
                                        + archive
                                        + "/*.parquet' ORDER BY position")) {
            for (WholeFrame frame : frames) {
                var stored = frame.events().getFirst().stored();
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong("position")).isEqualTo(stored.position().value());
                assertThat(rows.getString("subject")).isEqualTo(stored.subject());
                assertThat(rows.getLong("version")).isEqualTo(stored.version());
                assertThat(rows.getString("type")).isEqualTo(stored.type());
                assertThat(rows.getString("id")).isEqualTo(stored.event().id().toString());
                assertThat(rows.getLong("n")).isEqualTo(stored.position().value());
                assertThat(rows.getLong("micros"))
                        .isEqualTo(Microseconds.nearest(stored.recordedAt()));
                assertThat(rows.getString("hash")).isEqualToIgnoringCase(frame.hash().toString());
                assertThat(rows.getInt("salt")).isEqualTo(16);
            }
            assertThat(rows.next()).isFalse();
        }
        assertThat(frames).hasSizeGreaterThan(EVENTS / 2);
    }

    @Test
    void a_missing_file_is_told_with_the_events_it_held() throws Exception {
        Segment second = SegmentCatalog.load(archive).segments().get(1);
        Files.delete(archive.resolve(second.fileName()));
        assertThatThrownBy(this::frames)
                .isInstanceOfSatisfying(
                        LogException.class,
                        e -> assertThat(e.damage().position().value()).isEqualTo(second.first()))
                .hasMessageContaining("is missing");
    }
}
