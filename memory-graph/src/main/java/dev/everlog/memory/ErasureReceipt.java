package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.StoredEvent;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * What the log says of a wish to erase that is fulfilled. Immutable.
 *
 * @param position of the event that says it
 * @param segments files of the archive that were written anew
 * @param through the last position of the last of them
 * @param hashBefore of the chain there, before they were
 * @param hashAfter the same
 */
public record ErasureReceipt(
        Position position,
        Instant erasedAt,
        Positions positions,
        int segments,
        Position through,
        String hashBefore,
        String hashAfter) {
    static ErasureReceipt of(StoredEvent receipt) {
        JsonNode data = Json.object(receipt.data());
        return new ErasureReceipt(
                receipt.position(),
                receipt.recordedAt(),
                Positions.parse(data.path("positions").asString()),
                data.path("segments").asInt(),
                new Position(data.path("through").asLong()),
                data.path("hash_before").asString(),
                data.path("hash_after").asString());
    }

    /** How many events have lost their data. */
    public long events() {
        return positions.count();
    }
}
