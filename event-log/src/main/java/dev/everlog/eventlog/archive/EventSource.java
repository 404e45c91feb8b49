package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.Archive.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a segment, some at a time. Confined. */
record EventSource(Source<Row> rows) implements Source<List<StoredEvent>> {
    /** As many as are decoded at a time. */
    static final int SOME = 256;

    @Override
    public @Nullable List<StoredEvent> next() throws IOException {
        List<StoredEvent> some = new ArrayList<>(SOME);
        Row row = rows.next();
        while (row != null) {
            some.add(row.event().stored());
            row = some.size() < SOME ? rows.next() : null;
        }
        return some.isEmpty() ? null : some;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
