package dev.everlog.eventlog.archive;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.values.ValuesReader;
import org.jspecify.annotations.Nullable;

/** The values of neighbouring rows, column by column as they are decoded, then row by row. Confined. */
final class RowBlock {
    private final long from;
    private final int rows;
    private final long[][] numbers = new long[Column.values().length][];
    private final @Nullable ByteBuffer[][] bytes = new ByteBuffer[Column.values().length][];

    /**
     * An empty one.
     *
     * @param from the first row, counted from 0 in the file
     * @param to the row behind the last
     */
    RowBlock(long from, long to) {
        this.from = from;
        this.rows = Math.toIntExact(to - from);
        for (Column column : Column.values()) {
            if (column.isNumber()) {
                numbers[column.index()] = new long[rows];
            } else {
                bytes[column.index()] = new ByteBuffer[rows];
            }
        }
    }

    long from() {
        return from;
    }

    long to() {
        return from + rows;
    }

    /** Takes the next value of a page. */
    void take(Column column, long row, ValuesReader page) {
        int at = (int) (row - from);
        if (column.isNumber()) {
            numbers[column.index()][at] = page.readLong();
        } else {
            bytes[column.index()][at] = page.readBytes().toByteBuffer();
        }
    }

    /** All of them, when all columns are here. */
    List<Row> rows() {
        List<Row> all = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            all.add(Row.of(new At(i)));
        }
        return all;
    }

    private final class At implements Cells {
        private final int row;

        At(int row) {
            this.row = row;
        }

        @Override
        public long number(Column column) {
            return numbers[column.index()][row];
        }

        @Override
        public @Nullable ByteBuffer bytes(Column column) {
            return bytes[column.index()][row];
        }
    }
}
