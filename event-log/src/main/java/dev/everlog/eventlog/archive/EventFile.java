package dev.everlog.eventlog.archive;

import static java.util.Objects.requireNonNull;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.Archive.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Events in a Parquet file of their own, for other programs: the columns of a segment through {@code data}, which is
 * absent where it was erased. The footer comes last, so a part of a file is none.
 */
public final class EventFile {
    private EventFile() {}

    /** Takes events in order of position. Confined. */
    public interface Sink extends AutoCloseable {
        void put(StoredEvent event) throws IOException;

        /** Writes the footer, without which the file cannot be read, and closes the stream. */
        @Override
        void close() throws IOException;
    }

    /** Writes a file to a stream. */
    public static Sink write(OutputStream to) throws IOException {
        ParquetWriter<StoredEvent> writer =
                SegmentWriter.writer(new StreamFile(to), new EventWriter());
        return new Sink() {
            @Override
            public void put(StoredEvent event) throws IOException {
                writer.write(event);
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException also from the source, when it is anything else, or not all of it
     */
    public static Source<StoredEvent> read(Path file) throws IOException {
        SegmentBytes bytes = SegmentBytes.of(file);
        try {
            PageReader reader = PageReader.alone(bytes);
            if (reader.index().has(Column.FRAME_HASH)) {
                throw new IOException("a segment of an archive is a part of a memory");
            }
            return new SegmentRows<>(reader, 0, Row::stored);
        } catch (IOException | RuntimeException e) { // the library has no other way to say it
            bytes.close();
            throw new IOException("no whole export to Parquet: " + e.getMessage(), e);
        }
    }

    /** Gives events to parquet-java. Confined to one thread. */
    private static final class EventWriter extends WriteSupport<StoredEvent> {
        private final RowWriter columns = new RowWriter();
        private @Nullable RecordConsumer consumer;

        /** Never called: at run time Hadoop is not there. */
        @Override
        @SuppressWarnings("deprecation") // and abstract
        public WriteContext init(Configuration hadoop) {
            return columns.init(hadoop);
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(Column.schema(Column.ofEvents()), Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer recordConsumer) {
            consumer = recordConsumer;
            columns.prepareForWrite(recordConsumer);
        }

        @Override
        public void write(StoredEvent event) {
            RecordConsumer out = requireNonNull(consumer);
            out.startMessage();
            columns.envelope(event);
            columns.text(Column.DATA, event.isErased() ? null : event.data());
            out.endMessage();
        }
    }
}
