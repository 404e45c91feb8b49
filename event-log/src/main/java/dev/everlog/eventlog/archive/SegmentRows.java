package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.tail.Archive.Source;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of a segment from one to the end, in order of position. Confined. */
final class SegmentRows<T> implements Source<T> {
    /** Rows decoded at a time: their values stay in the processor's cache until they are events. */
    private static final int SOME = 256;

    private final PageReader reader;
    private final Function<Cells, T> made;
    private Iterator<T> some = List.<T>of().iterator();
    private long next;

    /**
     * Closes the reader in the end.
     *
     * @param from the first row, counted from 0 in the file
     * @param made what a row becomes
     */
    SegmentRows(PageReader reader, long from, Function<Cells, T> made) {
        this.reader = reader;
        this.next = from;
        this.made = made;
    }

    @Override
    public @Nullable T next() throws IOException {
        if (!some.hasNext()) {
            long to = Math.min(next + SOME, reader.index().rows());
            if (next >= to) {
                return null;
            }
            some = reader.read(new RowBlock(next, to)).rows(made).iterator();
            next = to;
        }
        return some.next();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
