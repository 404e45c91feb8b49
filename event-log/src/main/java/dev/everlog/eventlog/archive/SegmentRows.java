package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.tail.Archive.Source;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a segment from one to the end, in order of position. Confined. */
final class SegmentRows implements Source<Row> {
    /** Rows decoded at a time: their values stay in the processor's cache until they are events. */
    private static final int SOME = 256;

    private final PageReader reader;
    private Iterator<Row> some = List.<Row>of().iterator();
    private long next;

    /**
     * Closes the reader in the end.
     *
     * @param from the first row, counted from 0 in the file
     */
    SegmentRows(PageReader reader, long from) {
        this.reader = reader;
        this.next = from;
    }

    @Override
    public @Nullable Row next() throws IOException {
        if (!some.hasNext()) {
            long to = Math.min(next + SOME, reader.index().rows());
            if (next >= to) {
                return null;
            }
            some = reader.read(new RowBlock(next, to)).rows().iterator();
            next = to;
        }
        return some.next();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
