package dev.everlog.eventlog.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a log holds when the faults are over: positions by number for each writer, each number once. */
final class KeptEvents {
    private final Map<String, Map<Integer, Long>> positions = new HashMap<>();
    private long count;

    private KeptEvents() {}

    /** Opens the log as a fresh process would, then verifies it. Fails if anything in it is wrong. */
    static KeptEvents of(Path log) {
        KeptEvents kept = read(log);
        VerifyReport report = FileTail.verify(log);
        assertThat(report.worst()).as("%s", report).isEqualTo(VerifyReport.Kind.NOTE);
        assertThat(report.verified()).isEqualTo(new Position(kept.count));
        return kept;
    }

    /** As {@link #of}, while somebody writes: what is verified first can be read afterwards, and more. */
    static KeptEvents beside(Path log) {
        VerifyReport report = FileTail.verify(log);
        assertThat(report.worst()).as("%s", report).isNotEqualTo(VerifyReport.Kind.CORRUPT);
        KeptEvents kept = read(log);
        assertThat(report.verified()).isLessThanOrEqualTo(new Position(kept.count));
        return kept;
    }

    private static KeptEvents read(Path log) {
        KeptEvents kept = new KeptEvents();
        try (Tail tail = FileTail.open(log, TailOptions.of(Durability.COMMIT));
                EventCursor cursor = tail.read(Position.NONE)) {
            for (StoredEvent event = cursor.next(); event != null; event = cursor.next()) {
                kept.add(event);
            }
        }
        return kept;
    }

    private void add(StoredEvent event) {
        assertThat(event.position().value()).as("no gap").isEqualTo(++count);
        NumberedData data = NumberedData.of(event.event().data());
        Map<Integer, Long> ofWriter =
                positions.computeIfAbsent(data.writer(), _ -> new HashMap<>());
        assertThat(ofWriter.put(data.number(), count)).as("twice: %s", data.number()).isNull();
    }

    /** Nothing that this writer was told is lost or moved. */
    void assertHolds(String writer, Map<Integer, Long> acknowledged) {
        assertThat(positions.getOrDefault(writer, Map.of())).containsAllEntriesOf(acknowledged);
    }

    /** The writer's numbers from 1 are all there, and nothing else of it. */
    void assertExactly(String writer, int last) {
        assertThat(positions.get(writer)).hasSize(last).containsKeys(1, last);
    }

    long count() {
        return count;
    }
}
