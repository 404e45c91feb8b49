package dev.everlog.memory.moving;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/** CSV (RFC 4180) with a line of names; an empty cell is a field that the event does not have. */
final class EventTable implements EventFormat {
    private static final CsvMapper CSV = new CsvMapper();

    @Override
    public Sink write(OutputStream stream) throws IOException {
        Writer out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        SequenceWriter rows = CSV.writer(columns()).writeValues(out);
        return new Sink() {
            @Override
            public void put(StoredEvent event) {
                rows.write(EventFields.of(event));
            }

            @Override
            public void end(Position last) {
                rows.write(EventFields.end(last));
                rows.flush();
            }
        };
    }

    @Override
    public Source read(Path file) throws IOException {
        return read(FieldSource.open(file));
    }

    static Source read(Reader text) {
        return new FieldSource(new Cells(rows(text)));
    }

    /** The rows below a line of names, by these. */
    static MappingIterator<Map<String, String>> rows(Reader text) {
        try {
            return CSV.readerForMapOf(String.class)
                    .with(CsvSchema.emptySchema().withHeader())
                    .readValues(text);
        } catch (JacksonException e) {
            throw FieldSource.damaged("the table does not begin with a line of names", e);
        }
    }

    /** The line of names. */
    static String head() {
        return String.join(",", EventFields.NAMES);
    }

    /** An event as one line. */
    static String line(StoredEvent event) {
        return CSV.writer(columns().withoutHeader())
                .writeValueAsString(EventFields.of(event))
                .stripTrailing();
    }

    private static CsvSchema columns() {
        CsvSchema.Builder columns = CsvSchema.builder().setUseHeader(true);
        EventFields.NAMES.forEach(columns::addColumn);
        return columns.build();
    }

    private static final class Cells implements FieldSource.Rows {
        private final MappingIterator<Map<String, String>> rows;
        private long line = 1;

        Cells(MappingIterator<Map<String, String>> rows) {
            this.rows = rows;
        }

        @Override
        public @Nullable Map<String, String> next() {
            line = rows.currentLocation().getLineNr();
            if (!rows.hasNext()) {
                return null;
            }
            Map<String, String> fields = new HashMap<>(rows.next());
            fields.values().removeIf(String::isEmpty);
            return fields;
        }

        @Override
        public long line() {
            return line;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
