package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.tail.Archive.Source;
import dev.everlog.eventlog.tail.PrivateFiles;
import dev.everlog.eventlog.tail.WholeFrame;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter.Mode;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;

/**
 * Writes frames into a Parquet file. The same frames give the same bytes in any process: sizes are fixed, nothing asks
 * for a clock, and what parquet-java says of itself in the footer depends on its version only.
 */
final class SegmentWriter {
    /** Rows that share a bloom filter. */
    static final int ROW_GROUP_ROWS = 20_000;

    /** Bytes in memory, before encoding: large events make smaller groups. */
    private static final long ROW_GROUP_BYTES = 16 << 20;

    /** Rows that must be decompressed to read one. */
    private static final int PAGE_ROWS = 1_000;

    /** Only data have larger pages, and what a read takes is mostly for decompressing that one. */
    private static final int PAGE_BYTES = 1 << 16;

    /** One lookup in a hundred reads a row group in vain. */
    private static final double FALSE_POSITIVES = 0.01;

    /** What the most rows of a group need for that; groups of fewer rows take the next smaller power of two. */
    private static final int BLOOM_FILTER_BYTES = 1 << 15;

    private SegmentWriter() {}

    /** Writes the file, forced. */
    static void write(Path file, Source<WholeFrame> frames) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PrivateFiles.mode(file));
        try (ParquetWriter<Row> writer = writer(new LocalOutputFile(file), new RowWriter())) {
            for (WholeFrame frame = frames.next(); frame != null; frame = frames.next()) {
                List<WholeFrame.Linked> events = frame.events();
                for (WholeFrame.Linked event : events) {
                    boolean ends = event.stored().position().value() == frame.last();
                    writer.write(new Row(event, ends ? frame.hash() : null));
                }
            }
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** For rows of any kind, which may lack columns. */
    static <T> ParquetWriter<T> writer(OutputFile file, WriteSupport<T> rows) throws IOException {
        return new Builder<>(file, rows)
                .withConf(new PlainParquetConfiguration())
                .withWriteMode(Mode.OVERWRITE)
                .withCodecFactory(new ZstdCodec())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupRowCountLimit(ROW_GROUP_ROWS)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withPageRowCountLimit(PAGE_ROWS)
                .withPageSize(PAGE_BYTES)
                .withPageWriteChecksumEnabled(true)
                .withDictionaryEncoding(Column.ID.title(), false)
                .withDictionaryEncoding(Column.DATA.title(), false)
                .withDictionaryEncoding(Column.DATA_SALT.title(), false)
                .withDictionaryEncoding(Column.DATA_DIGEST.title(), false)
                .withDictionaryEncoding(Column.FRAME_HASH.title(), false)
                .withDictionaryEncoding(Column.POSITION.title(), false)
                .withStatisticsEnabled(
                        Column.DATA.title(), false) // texts do not belong into a footer
                .withMaxBloomFilterBytes(BLOOM_FILTER_BYTES)
                .withAdaptiveBloomFilterEnabled(true)
                .withBloomFilterEnabled(Column.ID.title(), true)
                .withBloomFilterFPP(Column.ID.title(), FALSE_POSITIVES)
                .withBloomFilterEnabled(Column.SUBJECT.title(), true)
                .withBloomFilterFPP(Column.SUBJECT.title(), FALSE_POSITIVES)
                .build();
    }

    private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
        private final WriteSupport<T> rows;

        Builder(OutputFile file, WriteSupport<T> rows) {
            super(file);
            this.rows = rows;
        }

        @Override
        protected Builder<T> self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // and abstract
        protected WriteSupport<T> getWriteSupport(Configuration hadoop) {
            throw new UnsupportedOperationException("segments are written without Hadoop");
        }

        @Override
        protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
            return rows;
        }
    }
}
