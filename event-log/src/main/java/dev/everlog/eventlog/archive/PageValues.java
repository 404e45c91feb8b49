package dev.everlog.eventlog.archive;

import org.apache.parquet.column.values.ValuesReader;
import org.jspecify.annotations.Nullable;

/** The values of one page of a column, from its first row on. Confined. */
final class PageValues {
    private final Column column;
    private final @Nullable ValuesReader levels;
    private final ValuesReader values;
    private final long to;
    private long next;

    /** @param levels tell which rows have a value; null when all have */
    PageValues(
            Column column,
            PageIndex.Page page,
            @Nullable ValuesReader levels,
            ValuesReader values) {
        this.column = column;
        this.levels = levels;
        this.values = values;
        this.next = page.from();
        this.to = page.to();
    }

    /** Whether the row is still to come. */
    boolean reaches(long row) {
        return next <= row && row < to;
    }

    /** Gives the block what it wants of the rows to come; the row behind them. */
    long fill(RowBlock block) {
        long end = Math.min(to, block.to());
        for (; next < end; next++) {
            if (levels != null && levels.readInteger() == 0) {
                continue; // null
            }
            if (next < block.from()) {
                values.skip();
            } else {
                block.take(column, next, values);
            }
        }
        return end;
    }
}
