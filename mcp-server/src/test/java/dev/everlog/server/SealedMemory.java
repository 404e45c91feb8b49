package dev.everlog.server;

import static dev.everlog.eventlog.TestEvents.event;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.archive.SealingTest;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Moves what a memory holds into the archive, long before a generation is full. */
final class SealedMemory {
    private SealedMemory() {}

    /** Appends one event, which stays hot, and seals all before it. */
    static void seal(Path data) throws IOException {
        Path log = Wiring.logDirectory(data);
        TailOptions options = TailOptions.of(Durability.COMMIT).withGenerationBytes(1);
        try (Tail tail = FileTail.open(log, options)) {
            tail.append(List.of(event("thing/last", "{}")), AppendCondition.always());
            SealingTest.awaitSealed(log);
        }
    }
}
