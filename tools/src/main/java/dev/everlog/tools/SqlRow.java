package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A row of a result of SQL: an object of the values by column. Text may be that of events, and is data. */
record SqlRow(@JsonValue ObjectNode values) implements Row<SqlRow> {
    /** DuckDB's JSON knows NaN and Infinity. */
    private static final JsonMapper JSON =
            Json.MAPPER.rebuild().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    /** @param row a JSON array of as many values */
    static SqlRow of(List<String> columns, String row) {
        var cells = JSON.readTree(row);
        var values = Json.MAPPER.createObjectNode();
        for (int i = 0; i < columns.size(); i++) {
            values.set(columns.get(i), cells.get(i));
        }
        return new SqlRow(values);
    }

    @Override
    public String line() {
        return values.values().stream().map(SqlRow::words).collect(Collectors.joining(" | "));
    }

    private static String words(JsonNode value) {
        return value.isString() ? Quoted.name(value.stringValue()) : Quoted.json(value);
    }

    @Override
    public SqlRow shortened(int characters) {
        var cut = Json.MAPPER.createObjectNode();
        int each = Math.max(1, characters / Math.max(1, values.size()));
        for (var value : values.properties()) {
            var cell = value.getValue();
            String text = cell.isString() ? cell.stringValue() : cell.toString();
            if (text.length() > each) {
                cut.put(value.getKey(), Quoted.start(text, each));
            } else {
                cut.set(value.getKey(), cell);
            }
        }
        return new SqlRow(cut);
    }
}
