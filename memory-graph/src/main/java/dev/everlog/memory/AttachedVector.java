package dev.everlog.memory;

import dev.everlog.embeddings.Vector;
import dev.everlog.eventlog.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * A vector that a caller attached to a text. Immutable.
 *
 * @param model whose space it is in
 * @param vector null where it was erased
 */
public record AttachedVector(String model, @Nullable Vector vector) {
    static AttachedVector of(StoredEvent event) {
        return MemoryEventCodec.decode(event) instanceof MemoryEvent.Embedded embedded
                ? new AttachedVector(embedded.model(), EmbedText.direction(embedded.vector()))
                : new AttachedVector("", null);
    }
}
