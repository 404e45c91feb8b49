package dev.everlog.memory.moving;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of an input, as what they are to become. Confined. */
interface Entries extends Closeable {
    /** The next one, or null behind the last. */
    @Nullable Entry next() throws IOException;

    /** Fields that rows had and that the log gives anew. Behind the last. */
    default Set<String> notKept() {
        return Set.of();
    }

    static Entries of(Input input, ImportFormat format, Mapping mapping) throws IOException {
        return switch (format) {
            case JSONL, JSON, CSV, ALLSOURCE -> new EventEntries(Rows.of(input, format), mapping);
            case SERVER_MEMORY -> new GraphEntries(Rows.of(input, format));
            case MEM0 -> new Mem0Entries(new DocumentRows(Rows.text(input)));
        };
    }
}
