package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

    /** Hash of the frame that ends with a row, when that column is here; null when none does. */
    @Nullable Hash frame(long row) {
        ByteBuffer frame = new At((int) (row - from)).bytes(Column.FRAME_HASH);
        return frame == null ? null : Hash.from(frame);
    }

    /** Position of a row, when that column is here. */
    Position position(long row) {
        return new Position(new At((int) (row - from)).number(Column.POSITION));
    }

    /**
     * All of them, when all columns are here.
     *
     * @throws IOException when the columns do not belong together
     */
    List<Row> rows() throws IOException {
        return rows(Row::of);
    }

    /** As {@link #rows()}, when those columns are here that are asked for. */
    <T> List<T> rows(Function<Cells, T> made) throws IOException {
        try {
            List<T> all = new ArrayList<>(rows);
            for (int i = 0; i < rows; i++) {
                all.add(made.apply(new At(i)));
            }
            return all;
        } catch (RuntimeException e) {
            throw new IOException("rows of a segment cannot be read: " + e, e);
        }
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
