package dev.everlog.memory;

import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.StoredEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The way of events that come from elsewhere: look up which are there, then decide and append. Thread-safe. */
final class Imports {
    private final Folded folded;
    private final Writes writes;
    private final EventLog log;
    private final InstantSource clock;

    Imports(Folded folded, Writes writes, EventLog log, InstantSource clock) {
        this.folded = folded;
        this.writes = writes;
        this.log = log;
        this.clock = clock;
    }

    ImportBatch.Result take(ImportBatch batch, Writer writer) {
        Map<UUID, StoredEvent> known = known(batch);
        Optional<Written> written = Optional.empty();
        if (!batch.dryRun()) {
            try {
                written = write(batch, known, writer);
            } catch (MemoryException e) {
                if (e.kind() != MemoryException.Kind.CONFLICT) {
                    throw e;
                }
                known = known(batch); // another process has brought some of them meanwhile
                written = write(batch, known, writer);
            }
        }
        return answer(batch, known, written, writer);
    }

    private Optional<Written> write(
            ImportBatch batch, Map<UUID, StoredEvent> known, Writer writer) {
        Instant now = clock.instant();
        return writes.write(
                writer, reading -> DecideImport.decide(reading, batch, known, writer, now));
    }

    private ImportBatch.Result answer(
            ImportBatch batch,
            Map<UUID, StoredEvent> known,
            Optional<Written> written,
            Writer writer) {
        if (written.isPresent() && isOfAnother(written.get(), writer)) {
            return answer(batch, known(batch), Optional.empty(), writer); // it brought all of them
        }
        return folded.read(
                written.map(Memory::before).orElse(Vantage.NOW),
                reading -> DecideImport.answer(written, reading, batch, known));
    }

    /** Whether the events are there, and not by this request. */
    private static boolean isOfAnother(Written written, Writer writer) {
        IdempotencyKey key = writer.idempotencyKey();
        return written.receipt().duplicate()
                && (key == null || !key.equals(written.last().event().idempotencyKey()));
    }

    /** Before deciding: who reads the views must not wait for the log. */
    private Map<UUID, StoredEvent> known(ImportBatch batch) {
        Map<UUID, StoredEvent> known = new HashMap<>();
        for (ImportBatch.Item item : batch.events()) {
            UUID id = Objects.requireNonNull(item.event().id());
            StoredEvent there = log.find(id);
            if (there != null) {
                known.put(id, there);
            }
        }
        return known;
    }
}
