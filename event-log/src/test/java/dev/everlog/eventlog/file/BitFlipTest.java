package dev.everlog.eventlog.file;

import static dev.everlog.eventlog.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Damage;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.VerifyReport.Finding;
import dev.everlog.eventlog.archive.SealingTest;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * B1 of the promises: one bit is flipped anywhere in the files of a log. Either it is reported with the right place and
 * nothing at or behind it is served, or it is harmless: the same events, and appends that can be read.
 */
@Tag("faults")
class BitFlipTest {
    private static final int FLIPS = FaultRounds.count(400, 1_000);
    private static final long SEED = Long.getLong("everlog.seed", 20261122L);
    private static final int HEADER_BITS = 72 * 8;

    /** Three segments and a tail. */
    private static final long GENERATION_BYTES = 90_000;

    /** How far behind the place that is told the damage may be: a frame, and a block of a segment. */
    private static final int FRAME = 4_500;

    private static final int BLOCK = 1 << 16;

    @TempDir Path directory;

    private Path original;
    private List<StoredEvent> events;

    private record Flip(Path file, long offset, int bit) {}

    private enum Outcome {
        REPORTED,
        HARMLESS
    }

    @BeforeEach
    void writeALog() throws Exception {
        original = directory.resolve("original");
        Random random = new Random(SEED);
        TailOptions small = TailOptions.of(Durability.COMMIT).withGenerationBytes(GENERATION_BYTES);
        try (Tail tail = FileTail.open(original, small)) {
            for (int i = 0; i < 120; i++) {
                String data = "{\"text\":\"" + "x".repeat(random.nextInt(3_000)) + "\"}";
                tail.append(
                        List.of(event("thing/" + i % 9, data), event("thing/a", "{}")),
                        AppendCondition.always());
            }
            SealingTest.awaitSealed(original);
            events = read(tail);
        }
        assertThat(events).hasSize(240);
        assertThat(files(original))
                .filteredOn(file -> file.toString().endsWith(".parquet"))
                .hasSizeGreaterThan(1);
    }

    @Test
    void every_flipped_bit_is_reported_in_the_right_place_or_harmless() throws Exception {
        Random random = new Random(SEED);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int i = 0; i < FLIPS; i++) {
            outcomes.merge(tryFlip(anywhere(random)), 1, Integer::sum);
        }
        System.err.printf("B1 outcomes %s%n", outcomes);
        FaultRounds.report("B1 log", SEED, FLIPS, 0, 0);
        assertThat(outcomes.get(Outcome.REPORTED)).isGreaterThan(FLIPS / 3);
    }

    @Test
    void every_bit_of_the_first_and_the_last_frame_header_is_seen() throws Exception {
        Path file = files(original.resolve("generations")).getLast();
        long before = Long.parseLong(file.getFileName().toString().substring(0, 20)) - 1;
        List<Long> frames = frames(file);
        for (long frame : List.of(frames.getFirst(), frames.getLast())) {
            for (int bit = 0; bit < HEADER_BITS; bit++) {
                Flip flip = new Flip(file, frame + bit / 8, bit % 8);
                flip(flip);
                VerifyReport report = FileTail.verify(original); // changes nothing
                flip(flip);
                assertThat(report.worst()).isEqualTo(VerifyReport.Kind.CORRUPT);
                assertThat(report.verified().value())
                        .isEqualTo(frame == frames.getFirst() ? before : 238);
            }
        }
    }

    private Outcome tryFlip(Flip wanted) throws Exception {
        Path copy = copy();
        Flip flip =
                new Flip(copy.resolve(original.relativize(wanted.file)), wanted.offset, wanted.bit);
        flip(flip);
        VerifyReport report;
        try {
            report = FileTail.verify(copy);
        } catch (LogException e) { // the file that says which format this is
            assertThat(flip.file).hasFileName("format");
            return Outcome.REPORTED;
        }
        if (report.worst() == VerifyReport.Kind.CORRUPT) {
            assertReported(flip, report);
            assertThat(served(copy)).isEqualTo(events.subList(0, (int) report.verified().value()));
            return Outcome.REPORTED;
        }
        assertHarmless(copy, flip);
        return Outcome.HARMLESS;
    }

    private static void assertReported(Flip flip, VerifyReport report) {
        Damage place =
                report.findings().stream()
                        .filter(f -> f.kind() == VerifyReport.Kind.CORRUPT)
                        .map(Finding::place)
                        .findFirst()
                        .orElseThrow();
        assertThat(place.file()).isEqualTo(flip.file);
        assertThat(flip.offset)
                .as(flip.toString())
                .isBetween(place.offset(), place.offset() + (isSegment(flip.file) ? BLOCK : FRAME));
        assertThat(place.position()).isEqualTo(report.verified().plus(1));
    }

    /** What can be read, and that nothing is appended behind damage. */
    private List<StoredEvent> served(Path log) {
        List<StoredEvent> served = new ArrayList<>();
        try (Tail tail = open(log);
                EventCursor cursor = tail.read(Position.NONE)) {
            try {
                for (StoredEvent next = cursor.next(); next != null; next = cursor.next()) {
                    served.add(next);
                }
                throw new AssertionError("the damage was passed over in silence");
            } catch (LogException e) {
                assertThat(e.kind()).isEqualTo(LogException.Kind.CORRUPT);
            }
            try {
                tail.append(List.of(event("thing/new", "{}")), AppendCondition.always());
                throw new AssertionError("appended behind damage");
            } catch (LogException e) {
                assertThat(e.kind()).isEqualTo(LogException.Kind.CORRUPT);
            }
        }
        return served;
    }

    private void assertHarmless(Path log, Flip flip) {
        try (Tail tail = open(log)) {
            assertThat(read(tail)).as(flip.toString()).isEqualTo(events);
            assertThat(tail.append(List.of(event("thing/new", "{}")), AppendCondition.always()))
                    .as(flip.toString())
                    .isEqualTo(new AppendResult.Appended(new Position(241), new Position(241)));
        }
        try (Tail tail = open(log)) {
            assertThat(read(tail))
                    .as(flip.toString())
                    .hasSize(241)
                    .startsWith(events.toArray(StoredEvent[]::new));
        }
    }

    /** Mostly in frames and segments; the rest anywhere, the blank end included. */
    private Flip anywhere(Random random) throws IOException {
        List<Path> files = files(original);
        Path file = files.get(random.nextInt(files.size()));
        for (Path each : files) {
            if (random.nextBoolean() && (isSegment(each) || each.toString().endsWith(".frames"))) {
                file = each;
            }
        }
        long written = written(file);
        long size = random.nextInt(8) == 0 ? Files.size(file) : written;
        return new Flip(file, random.nextLong(size), random.nextInt(8));
    }

    private static Tail open(Path log) {
        return FileTail.open(log, TailOptions.of(Durability.COMMIT));
    }

    private static List<StoredEvent> read(Tail tail) {
        return dev.everlog.eventlog.TestEvents.drain(tail.read(Position.NONE));
    }

    private static boolean isSegment(Path file) {
        return file.toString().endsWith(".parquet");
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).filter(BitFlipTest::notEmpty).sorted().toList();
        }
    }

    private static boolean notEmpty(Path file) {
        try {
            return Files.size(file) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Long> frames(Path file) throws IOException {
        List<Long> found = new ArrayList<>();
        try (FrameFileReader reader = new FrameFileReader(file)) {
            for (long at = reader.scan(0); at >= 0; at = reader.scan(at + 4)) {
                found.add(at);
            }
        }
        return found;
    }

    private static void flip(Flip flip) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(flip.file.toFile(), "rw")) {
            file.seek(flip.offset);
            int value = file.read();
            file.seek(flip.offset);
            file.write(value ^ 1 << flip.bit);
        }
    }

    private static long written(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 1 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /** A copy with the holes left as holes. */
    private Path copy() throws IOException {
        Path copy = directory.resolve("copy");
        if (Files.exists(copy)) {
            try (Stream<Path> old = Files.walk(copy)) {
                for (Path each : old.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        for (Path file : files(original)) {
            Path target = copy.resolve(original.relativize(file));
            Files.createDirectories(target.getParent());
            byte[] bytes = Files.readAllBytes(file);
            try (RandomAccessFile out = new RandomAccessFile(target.toFile(), "rw")) {
                out.write(bytes, 0, (int) written(file));
                out.setLength(bytes.length);
            }
        }
        return copy;
    }
}
