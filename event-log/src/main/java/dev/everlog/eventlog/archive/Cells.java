package dev.everlog.eventlog.archive;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The values of one row of a segment. Confined. */
interface Cells {
    /** Of a column of whole numbers. */
    long number(Column column);

    /** Of any other column: a view of an array that may be read once, or null when the row has none. */
    @Nullable ByteBuffer bytes(Column column);
}
