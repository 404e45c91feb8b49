package dev.everlog.eventlog.archive;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;

/**
 * Reads a few neighbouring rows in the thread of whoever asks, from the one page of each column that holds them. The
 * general reader hands each of the columns to other threads, which takes four times as long. What a page's checksum does
 * not match is an error. Confined.
 */
final class PageReader implements AutoCloseable {
    private static final List<ColumnDescriptor> COLUMNS = Column.schema().getColumns();

    private final FileChannel file;
    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();

    PageReader(Path segment) throws IOException {
        file = FileChannel.open(segment, StandardOpenOption.READ);
    }

    /** A new array of so many bytes, at its beginning. */
    static ByteBuffer bytes(FileChannel file, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException("a segment ends before " + (offset + length));
            }
        }
        return bytes.flip();
    }

    /** Fills the block with the rows it is for. */
    void read(PageIndex index, RowBlock block) throws IOException {
        try {
            for (Column column : Column.values()) {
                for (PageIndex.Page page : index.columns().get(column.index())) {
                    if (page.from() < block.to() && page.to() > block.from()) {
                        decode(page, column, block);
                    }
                }
            }
        } catch (RuntimeException e) { // the libraries have no other way to say it
            throw new IOException("a segment cannot be read: " + e, e);
        }
    }

    private void decode(PageIndex.Page page, Column column, RowBlock block) throws IOException {
        Content content = content(page.offset(), page.length());
        ColumnDescriptor descriptor = COLUMNS.get(column.index());
        int count = content.header.getData_page_header().getNum_values();
        ByteBufferInputStream in = ByteBufferInputStream.wrap(content.bytes);
        ValuesReader levels = null;
        if (descriptor.getMaxDefinitionLevel() > 0) {
            levels = Encoding.RLE.getValuesReader(descriptor, ValuesType.DEFINITION_LEVEL);
            levels.initFromPage(count, in);
        }
        ValuesReader values = values(content.header, page, descriptor);
        values.initFromPage(count, in);
        for (long row = page.from(); row < Math.min(page.to(), block.to()); row++) {
            if (levels != null && levels.readInteger() == 0) {
                continue; // null
            }
            if (row < block.from()) {
                values.skip();
            } else {
                block.take(column, row, values);
            }
        }
    }

    private ValuesReader values(PageHeader header, PageIndex.Page page, ColumnDescriptor descriptor)
            throws IOException {
        Encoding encoding = Encoding.valueOf(header.getData_page_header().getEncoding().name());
        if (!encoding.usesDictionary()) {
            return encoding.getValuesReader(descriptor, ValuesType.VALUES);
        }
        Content content = content(page.dictionary(), page.dictionaryLength());
        DictionaryPage dictionary =
                new DictionaryPage(
                        BytesInput.from(content.bytes),
                        content.header.getDictionary_page_header().getNum_values(),
                        Encoding.PLAIN);
        return encoding.getDictionaryBasedValuesReader(
                descriptor,
                ValuesType.VALUES,
                Encoding.PLAIN.initDictionary(descriptor, dictionary));
    }

    /** A page without its header, decompressed. */
    private record Content(PageHeader header, ByteBuffer bytes) {}

    private Content content(long offset, int length) throws IOException {
        byte[] page = bytes(file, offset, length).array();
        ByteArrayInputStream in = new ByteArrayInputStream(page);
        PageHeader header = Util.readPageHeader(in);
        int at = length - in.available();
        int compressed = header.getCompressed_page_size();
        CRC32 crc = new CRC32();
        crc.update(page, at, compressed);
        if ((int) crc.getValue() != header.getCrc()) {
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
