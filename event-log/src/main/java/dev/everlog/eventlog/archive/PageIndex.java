package dev.everlog.eventlog.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.RowGroup;
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
     * @param dictionary offset of the dictionary page, -1 when there is none; the column's first page follows it
     * @param dictionaryLength of the dictionary page, in bytes
     */
    record Page(
            long from, long to, long offset, int length, long dictionary, int dictionaryLength) {}

    static PageIndex load(Path segment) throws IOException {
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.READ)) {
            long ending = file.size() - ENDING;
            int length =
                    PageReader.bytes(file, ending, ENDING).order(ByteOrder.LITTLE_ENDIAN).getInt();
            FileMetaData footer = Util.readFileMetaData(stream(file, ending - length, length));
            List<List<Page>> columns = new ArrayList<>();
            for (Column column : Column.values()) {
                columns.add(pages(file, footer, column));
            }
            return new PageIndex(List.copyOf(columns));
        }
    }

    private static ByteArrayInputStream stream(FileChannel file, long offset, int length)
            throws IOException {
        return new ByteArrayInputStream(PageReader.bytes(file, offset, length).array());
    }

    private static List<Page> pages(FileChannel file, FileMetaData footer, Column column)
            throws IOException {
        List<Page> pages = new ArrayList<>();
        long from = 0;
        for (RowGroup group : footer.getRow_groups()) {
            ColumnChunk chunk = group.getColumns().get(column.index());
            OffsetIndex index =
                    Util.readOffsetIndex(
                            stream(
                                    file,
                                    chunk.getOffset_index_offset(),
                                    chunk.getOffset_index_length()));
            add(pages, chunk, index.getPage_locations(), from, from + group.getNum_rows());
            from += group.getNum_rows();
        }
        return List.copyOf(pages);
    }

    private static void add(
            List<Page> pages, ColumnChunk chunk, List<PageLocation> places, long from, long to) {
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
                            place.getOffset(),
                            place.getCompressed_page_size(),
                            dictionary,
                            length));
        }
    }
}
