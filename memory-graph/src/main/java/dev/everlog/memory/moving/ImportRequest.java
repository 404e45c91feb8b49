package dev.everlog.memory.moving;

import dev.everlog.memory.Consent;
import dev.everlog.memory.MemoryException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be imported, and how. Immutable.
 *
 * @param mapping templates by field of the event, for formats whose rows are events
 * @param consent wanted for more than one row
 */
public record ImportRequest(
        Input input,
        ImportFormat format,
        Map<String, String> mapping,
        OnDuplicate onDuplicate,
        Consent consent) {
    /** What to do about rows that are there already. */
    public enum OnDuplicate {
        /** Count them and go on, so that a broken import is repeated. */
        SKIP,
        /** Import nothing. */
        REFUSE
    }

    public ImportRequest {
        mapping = Map.copyOf(mapping);
    }

    /** The mapping for this format. {@code INVALID} where there can be none. */
    Mapping applied() {
        return switch (format) {
            case JSONL, JSON, CSV -> Mapping.OURS.with(mapping);
            case ALLSOURCE -> Mapping.ALLSOURCE.with(mapping);
            case SERVER_MEMORY, MEM0 -> {
                if (!mapping.isEmpty()) {
                    throw new MemoryException(
                            MemoryException.Kind.INVALID,
                            "rows of " + format + " are no events, so there is no mapping",
                            "leave mapping away");
                }
                yield Mapping.NONE;
            }
        };
    }

    /** All that decides on what becomes of the rows, but for the rows. */
    String rules() {
        return format + " " + new TreeMap<>(mapping) + " " + onDuplicate;
    }
}
