package dev.everlog.tools;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.EventQuery;
import dev.everlog.memory.PageRequest.Order;
import dev.everlog.memory.moving.ExportFormat;

/** An event as a line of an export. */
record ExportRow(String row) implements Row<ExportRow> {
    /** The lines before the first row. */
    record Head(String head) implements Summary {
        @Override
        public String line() {
            return head;
        }
    }

    static Rows<ExportRow> rows(ExportFormat format, EventQuery query, Reader reader) {
        var events =
                reader.paged(
                        page -> reader.memory().events(query, page, reader.vantage()), Order.ASC);
        var head = format.head().isEmpty() ? null : new Head(format.head());
        return reader.rows(head, events, event -> of(event, format));
    }

    private static ExportRow of(StoredEvent event, ExportFormat format) {
        return new ExportRow(Quoted.line(format.line(event)));
    }

    @Override
    public String line() {
        return row;
    }

    @Override
    public ExportRow shortened(int characters) {
        return new ExportRow(Quoted.start(row, characters));
    }
}
