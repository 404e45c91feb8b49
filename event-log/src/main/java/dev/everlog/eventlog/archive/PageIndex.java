package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.LogException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/**
 * Where the pages of a segment stand, as its footer tells: learned once, about 60 bytes a page. Immutable.
 *
 * @param columns the pages of each {@link Column}, in order of rows
 */
record PageIndex(List<List<Page>> columns) {
    /** Length of the footer, little-endian, and a magic number: what a Parquet file ends with. */
    private static final int ENDING = 8;

    /**
     * A page with its header.
     *
     * @param from its first row, counted from 0 in the file
     * @param to the row behind its last
     * @param empty whether none of its rows has a value
     * @param dictionary offset of the dictionary page, -1 when there is none; the column's first page follows it
     * @param dictionaryLength of the dictionary page, in bytes
     */
    record Page(
            long from,
            long to,
            boolean empty,
            long offset,
            int length,
            long dictionary,
            int dictionaryLength) {
        Page {
            if (from < 0 || to <= from || to - from > SegmentWriter.ROW_GROUP_ROWS) {
                throw new IllegalArgumentException("rows " + from + " to " + to + " of a page");
            }
        }
    }

    static PageIndex load(SegmentBytes file) throws IOException {
        try {
            long ending = file.size() - ENDING;
            int length =
                    ByteBuffer.wrap(file.read(ending, ENDING))
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getInt();
            FileMetaData footer = Util.readFileMetaData(stream(file, ending - length, length));
            requireOurs(footer);
            List<List<Page>> columns = new ArrayList<>();
            for (Column column : Column.values()) {
                columns.add(pages(file, footer, column));
            }
            return new PageIndex(List.copyOf(columns));
        } catch (LogException e) {
            throw e;
        } catch (RuntimeException e) { // the library has no other way to say it
            throw new IOException("the footer of a segment cannot be read: " + e, e);
        }
    }

    /** How many rows the file has. */
    long rows() {
        return has(Column.POSITION) ? columns.getFirst().getLast().to() : 0;
    }

    /** Whether the column is in the file; false for all where there are no rows. */
    boolean has(Column column) {
        return !columns.get(column.index()).isEmpty();
    }

    /** All columns, or the first ones of an {@link EventFile}. */
    private static void requireOurs(FileMetaData footer) throws IOException {
        List<String> names =
                footer.getSchema().stream().skip(1).map(SchemaElement::getName).toList();
        for (List<Column> known : List.of(List.of(Column.values()), Column.ofEvents())) {
            if (names.equals(known.stream().map(Column::title).toList())) {
                return;
            }
        }
        throw new IOException("the columns are " + names);
    }

    /** The page of a column that holds a row of the file. */
    Page holding(Column column, long row) throws IOException {
        List<Page> pages = columns.get(column.index());
        int low = 0;
        int high = pages.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            boolean before = pages.get(middle).from() <= row;
            low = before ? middle : low;
            high = before ? high : middle - 1;
        }
        if (pages.isEmpty() || row < pages.get(low).from() || row >= pages.get(low).to()) {
            throw new IOException("no page of " + column.title() + " holds row " + row);
        }
        return pages.get(low);
    }

    private static ByteArrayInputStream stream(SegmentBytes file, long offset, int length)
            throws IOException {
        return new ByteArrayInputStream(file.read(offset, length));
    }

    private static List<Page> pages(SegmentBytes file, FileMetaData footer, Column column)
            throws IOException {
        List<Page> pages = new ArrayList<>();
        long from = 0;
        for (RowGroup group : footer.getRow_groups()) {
            if (column.index() >= group.getColumns().size()) {
                break; // an EventFile has fewer columns
            }
            ColumnChunk chunk = group.getColumns().get(column.index());
            OffsetIndex index =
                    Util.readOffsetIndex(
                            stream(
                                    file,
                                    chunk.getOffset_index_offset(),
                                    chunk.getOffset_index_length()));
            add(
                    pages,
                    chunk,
                    index.getPage_locations(),
                    empty(file, chunk),
                    from,
                    from + group.getNum_rows());
            from += group.getNum_rows();
        }
        return List.copyOf(pages);
    }

    /** Of each page whether it holds nothing but nulls; nobody says so of a column without statistics. */
    private static List<Boolean> empty(SegmentBytes file, ColumnChunk chunk) throws IOException {
        return chunk.isSetColumn_index_offset()
                ? Util.readColumnIndex(
                                stream(
                                        file,
                                        chunk.getColumn_index_offset(),
                                        chunk.getColumn_index_length()))
                        .getNull_pages()
                : List.of();
    }

    private static void add(
            List<Page> pages,
            ColumnChunk chunk,
            List<PageLocation> places,
            List<Boolean> empty,
            long from,
            long to) {
        boolean has = chunk.getMeta_data().isSetDictionary_page_offset();
        long dictionary = has ? chunk.getMeta_data().getDictionary_page_offset() : -1;
        int length = has ? (int) (places.getFirst().getOffset() - dictionary) : 0;
        for (int i = 0; i < places.size(); i++) {
            PageLocation place = places.get(i);
            pages.add(
                    new Page(
                            from + place.getFirst_row_index(),
                            i + 1 < places.size()
                                    ? from + places.get(i + 1).getFirst_row_index()
                                    : to,
                            !empty.isEmpty() && empty.get(i),
                            place.getOffset(),
                            place.getCompressed_page_size(),
                            dictionary,
                            length));
        }
    }
}
