package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Erasure;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.StoredEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Fulfils the wishes to erase that stand in the log: seals what they name, takes the data out of the segments, has all
 * that was made of it forgotten, and only then appends the receipt. Whoever dies in between leaves the wish open for the
 * next one, who does all of it again. Under the lease only.
 *
 * @param hot begins a new generation, unless the newest begins behind the position
 */
record Erasing(
        Tail log,
        Archive archive,
        LogDirectory directory,
        Cooling cooling,
        Erasures erasures,
        Derived derived,
        InstantSource clock,
        Hot hot) {
    /** The part of the log that is written. */
    @FunctionalInterface
    interface Hot {
        void moveOnBehind(Position position) throws IOException;
    }

    /** @param stopped asked now and then */
    void run(BooleanSupplier stopped) throws IOException {
        for (Position wish : erasures.open()) {
            StoredEvent wished = at(wish);
            Positions positions = Erasure.positions(wished);
            hot.moveOnBehind(positions.last());
            if (erasures.open().contains(wish)) { // nobody was faster
                cooling.run(stopped);
                fulfil(wished, positions);
            }
        }
    }

    private void fulfil(StoredEvent wish, Positions positions) throws IOException {
        if (positions.last().isAfter(archive.refresh().position())) {
            throw new IOException("what is to be erased is not sealed through " + positions.last());
        }
        Archive.Rewritten rewritten = archive.erase(positions);
        directory.forceGenerations();
        derived.forget(wish.position(), () -> log.read(Position.NONE));
        FailPoint.BEFORE_RECEIPT.pass();
        log.append(
                List.of(receipt(wish, positions, rewritten)),
                new AppendCondition.SubjectAtVersion(wish.subject(), wish.version()));
    }

    private StoredEvent at(Position position) {
        try (EventCursor cursor = log.read(new Position(position.value() - 1))) {
            return Objects.requireNonNull(cursor.next());
        }
    }

    private Event receipt(StoredEvent wish, Positions positions, Archive.Rewritten rewritten) {
        String data =
                """
                {"positions":"%s","events":%d,"segments":%d,"through":%d,"hash_before":"%s","hash_after":"%s"}\
                """
                        .formatted(
                                positions,
                                positions.count(),
                                rewritten.segments(),
                                rewritten.after().position().value(),
                                rewritten.before().hash(),
                                rewritten.after().hash());
        Origin by = wish.event().origin();
        UUID id =
                UUID.nameUUIDFromBytes(
                        (wish.event().id() + " erased").getBytes(StandardCharsets.UTF_8));
        return new Event(
                id,
                wish.subject(),
                Erasure.ERASED,
                clock.instant(),
                data,
                new Origin(
                        by.tenant(),
                        by.actor(),
                        by.session(),
                        by.project(),
                        by.correlationId(),
                        wish.event().id().toString()),
                null);
    }
}
