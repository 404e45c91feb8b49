package dev.everlog.server;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/** CSV (RFC 4180) with a line of names; an empty cell is a field that the event does not have. */
final class EventTable implements EventFormat {
    private static final CsvMapper CSV = new CsvMapper();

    @Override
    public Sink write(Writer out) throws IOException {
        CsvSchema.Builder columns = CsvSchema.builder().setUseHeader(true);
        EventFields.NAMES.forEach(columns::addColumn);
        SequenceWriter rows = CSV.writer(columns.build()).writeValues(out);
        return event -> rows.write(EventFields.of(event));
    }

    @Override
    public Source read(Reader in) throws IOException {
        MappingIterator<Map<String, String>> rows =
                CSV.readerForMapOf(String.class)
                        .with(CsvSchema.emptySchema().withHeader())
                        .readValues(in);
        return () -> {
            if (!rows.hasNext()) {
                return null;
            }
            Map<String, String> fields = new HashMap<>(rows.next());
            fields.values().removeIf(String::isEmpty);
            return fields;
        };
    }
}
