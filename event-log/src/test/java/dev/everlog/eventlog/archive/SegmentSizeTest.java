package dev.everlog.eventlog.archive;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations of real people, one event a turn: {@code -Deverlog.data=DIR} with a folder of each name. */
class SegmentSizeTest {
    private static final String DATA = System.getProperty("everlog.data", "");

    @TempDir Path log;

    @ParameterizedTest
    @ValueSource(strings = {"locomo", "beam-100k"})
    void a_segment_takes_at_most_a_quarter_of_the_same_events_as_json_lines(String set)
            throws Exception {
        Path turns = Path.of(DATA, set, "docs.jsonl");
        assumeThat(turns).as("-Deverlog.data names the folder with the texts").exists();
        TailOptions options = TailOptions.of(Durability.PROCESS);
        long jsonLines = 0;
        try (Tail tail = FileTail.open(log, options)) {
            for (String turn : Files.readAllLines(turns)) {
                tail.append(List.of(said(turn)), AppendCondition.always());
            }
            for (StoredEvent stored : drain(tail.read(Position.NONE))) {
                jsonLines += jsonLine(stored).getBytes(StandardCharsets.UTF_8).length;
            }
        }
        try (Tail tail = FileTail.open(log, options.withGenerationBytes(1))) {
            tail.append(List.of(event("thing/last", "{}")), AppendCondition.always());
            SealingTest.awaitSealed(log);
        }
        Segment segment = SegmentCatalog.load(log.resolve("archive")).segments().getFirst();
        long bytes = Files.size(log.resolve("archive").resolve(segment.fileName()));
        System.err.printf(
                "%s: %d events, JSON Lines %d bytes, segment %d bytes: %.3f%n",
                set, segment.last(), jsonLines, bytes, (double) bytes / jsonLines);
        assertThat(bytes).isLessThanOrEqualTo(jsonLines / 4);
    }

    private static Event said(String turn) {
        var id = Ids.uuidV7().next();
        return new Event(
                id,
                "memory/" + id,
                "memory.remembered",
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                turn,
                new Origin("default", "claude-code", "s-" + id.hashCode() % 10, null, null, null),
                null);
    }

    /** What an export would say of it: no salt, no digest. */
    private static String jsonLine(StoredEvent stored) {
        Event event = stored.event();
        return "{\"position\":%d,\"id\":\"%s\",\"tenant\":\"%s\",\"subject\":\"%s\",\"version\":%d,"
                        .formatted(
                                stored.position().value(),
                                event.id(),
                                event.origin().tenant(),
                                event.subject(),
                                stored.version())
                + "\"type\":\"%s\",\"occurred_at\":\"%s\",\"recorded_at\":\"%s\",\"actor\":\"%s\",\"session\":\"%s\",\"data\":%s}%n"
                        .formatted(
                                event.type(),
                                event.occurredAt(),
                                stored.recordedAt(),
                                event.origin().actor(),
                                event.origin().session(),
                                event.data());
    }
}
