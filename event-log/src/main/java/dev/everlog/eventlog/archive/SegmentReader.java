package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.tail.Archive.Source;
import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.FilterPredicate;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnProjection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads rows of a segment in order of position. What a page's checksum does not match is an error. Confined. */
final class SegmentReader implements Source<Row>, Cells {
    /** Rows decoded at a time. The library's own choice is 6 MB, and allocating that takes longer than reading a row. */
    private static final int BATCH = 256;

    private final ParquetFileReader file;
    private final ColumnReaders columns;
    private int row;
    private int rows;
    private boolean ended;

    /** @param wanted which rows; only pages that may hold some are read */
    SegmentReader(InputFile input, HardwoodContext threads, @Nullable FilterPredicate wanted)
            throws IOException {
        file = ParquetFileReader.open(input, threads);
        var columnsOf = file.buildColumnReaders(ColumnProjection.all()).batchSize(BATCH);
        columns = (wanted == null ? columnsOf : columnsOf.filter(wanted)).build();
    }

    /** Rows of the positions after one through another. */
    static FilterPredicate between(long after, long last) {
        String position = Column.POSITION.title();
        return FilterPredicate.and(
                FilterPredicate.gt(position, after), FilterPredicate.ltEq(position, last));
    }

    @Override
    public @Nullable Row next() throws IOException {
        try {
            while (++row >= rows) {
                if (!columns.nextBatch()) {
                    ended = true;
                    return null;
                }
                row = -1;
                rows = columns.getRecordCount(); // none when no row of the batch is wanted
            }
            return Row.of(this);
        } catch (RuntimeException e) { // the library has no other way to say it
            throw new IOException("a segment cannot be read: " + e, e);
        }
    }

    @Override
    public long number(Column column) {
        return columns.getColumnReader(column.index()).getLongs()[row];
    }

    @Override
    public @Nullable ByteBuffer bytes(Column column) {
        ColumnReader reader = columns.getColumnReader(column.index());
        if (reader.getLeafValidity().isNull(row)) {
            return null;
        }
        int[] offsets = reader.getBinaryOffsets();
        int from = offsets[row];
        return ByteBuffer.wrap(reader.getBinaryValues(), from, offsets[row + 1] - from);
    }

    /**
     * Before the end the library waits 10 ms for each column, one after the other, until the thread that decodes it sees
     * that nobody wants more (hardwood 1.0.0, its issue 1027): nobody has to wait for that.
     */
    @Override
    public void close() throws IOException {
        if (ended) {
            closeNow();
        } else {
            Thread.ofVirtual().name("everlog-segment-close").start(this::closeLater);
        }
    }

    private void closeNow() throws IOException {
        columns.close();
        file.close();
    }

    private void closeLater() {
        try {
            closeNow();
        } catch (IOException | RuntimeException e) {
            // it was only read, and by nobody any more
        }
    }
}
