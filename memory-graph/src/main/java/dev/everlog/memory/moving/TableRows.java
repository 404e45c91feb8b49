package dev.everlog.memory.moving;

import java.io.Reader;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.node.ObjectNode;

/** CSV with a line of names; an empty cell is a field that the row does not have. Confined. */
final class TableRows implements Rows {
    private final MappingIterator<Map<String, String>> rows;

    TableRows(Reader text) {
        rows = EventTable.rows(text);
    }

    @Override
    public @Nullable Row next() {
        long line = rows.currentLocation().getLineNr();
        try {
            if (!rows.hasNext()) {
                return null;
            }
            ObjectNode fields = JSON.createObjectNode();
            rows.next()
                    .forEach((name, cell) -> {
                        if (!cell.isEmpty()) {
                            fields.put(name, cell);
                        }
                    });
            return Row.of(line, fields);
        } catch (JacksonException e) {
            throw FieldSource.damaged("it is no CSV from line " + line + " on: " + Rows.why(e), e);
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
