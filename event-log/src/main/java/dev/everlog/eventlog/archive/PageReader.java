package dev.everlog.eventlog.archive;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import dev.everlog.eventlog.LogException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.dictionary.DictionaryValuesReader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of a segment in the thread of whoever asks. Of each column one page is open, so that blocks which follow
 * each other decode every page once, and one block no more than the pages that hold it. What a page's checksum does not
 * match is an error. Confined.
 */
final class PageReader implements AutoCloseable {
    private static final List<ColumnDescriptor> COLUMNS = Column.schema().getColumns();

    private final SegmentBytes file;
    private final PageIndex index;
    private final Dictionaries dictionaries;
    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
    private final @Nullable PageValues[] open = new PageValues[Column.values().length];

    /** Closes the file in the end. */
    PageReader(SegmentBytes file, PageIndex index, Dictionaries dictionaries) {
        this.file = file;
        this.index = index;
        this.dictionaries = dictionaries;
    }

    /** One that keeps nothing when it is closed. */
    static PageReader alone(SegmentBytes file) throws IOException {
        return new PageReader(file, PageIndex.load(file), new Dictionaries());
    }

    PageIndex index() {
        return index;
    }

    /** All columns that there are, of the rows that the block is for. */
    RowBlock read(RowBlock block) throws IOException {
        for (Column column : Column.values()) {
            if (index.has(column)) {
                read(column, block);
            }
        }
        return block;
    }

    /** One column of the rows that the block is for. */
    void read(Column column, RowBlock block) throws IOException {
        try {
            for (long row = block.from(); row < block.to(); ) {
                PageIndex.Page page = index.holding(column, row);
                row = page.empty() ? page.to() : opened(column, page, row).fill(block);
            }
        } catch (LogException e) {
            throw e;
        } catch (RuntimeException e) { // the libraries have no other way to say it
            open[column.index()] = null;
            throw new IOException("a segment cannot be read: " + e, e);
        }
    }

    private PageValues opened(Column column, PageIndex.Page page, long row) throws IOException {
        PageValues known = open[column.index()];
        if (known == null || !known.reaches(row)) {
            known = open(column, page);
            open[column.index()] = known;
        }
        return known;
    }

    private PageValues open(Column column, PageIndex.Page page) throws IOException {
        Content content = content(page.offset(), page.length());
        ColumnDescriptor descriptor = COLUMNS.get(column.index());
        int count = content.header.getData_page_header().getNum_values();
        ByteBufferInputStream in = ByteBufferInputStream.wrap(content.bytes);
        ValuesReader levels = null;
        if (descriptor.getMaxDefinitionLevel() > 0) {
            levels = Encoding.RLE.getValuesReader(descriptor, ValuesType.DEFINITION_LEVEL);
            levels.initFromPage(count, in);
        }
        ValuesReader values = values(content.header, column, page);
        values.initFromPage(count, in);
        return new PageValues(column, page, levels, values);
    }

    private ValuesReader values(PageHeader header, Column column, PageIndex.Page page)
            throws IOException {
        Encoding encoding = Encoding.valueOf(header.getData_page_header().getEncoding().name());
        if (!encoding.usesDictionary()) {
            return encoding.getValuesReader(COLUMNS.get(column.index()), ValuesType.VALUES);
        }
        return new DictionaryValuesReader(
                dictionaries.at(
                        new Dictionaries.Key(file.path(), page.dictionary()),
                        () -> dictionary(column, page)));
    }

    private PlainDictionary dictionary(Column column, PageIndex.Page page) throws IOException {
        Content content = content(page.dictionary(), page.dictionaryLength());
        int count = content.header.getDictionary_page_header().getNum_values();
        return column.isNumber()
                ? PlainDictionary.ofNumbers(content.bytes, count)
                : PlainDictionary.ofBytes(content.bytes, count);
    }

    /** A page without its header, decompressed. */
    private record Content(PageHeader header, ByteBuffer bytes) {}

    private Content content(long offset, int length) throws IOException {
        byte[] page = file.read(offset, length);
        ByteArrayInputStream in = new ByteArrayInputStream(page);
        PageHeader header = Util.readPageHeader(in);
        int at = length - in.available();
        int compressed = header.getCompressed_page_size();
        CRC32 crc = new CRC32();
        crc.update(page, at, compressed);
        if ((int) crc.getValue() != header.getCrc()
                || Zstd.getFrameContentSize(page, at, compressed)
                        != header.getUncompressed_page_size()) {
            throw new IOException("the page at " + offset + " does not match its checksum");
        }
        byte[] bytes = new byte[header.getUncompressed_page_size()];
        zstd.decompressByteArray(bytes, 0, bytes.length, page, at, compressed);
        return new Content(header, ByteBuffer.wrap(bytes));
    }

    @Override
    public void close() throws IOException {
        zstd.close();
        file.close();
    }
}
