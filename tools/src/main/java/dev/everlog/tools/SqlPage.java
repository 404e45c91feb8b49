package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.eventlog.sql.SqlAnswer;
import dev.everlog.eventlog.sql.SqlQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One page of a result. A page runs the whole query again, at the position of the first page and over the same rows, and
 * leaves out what was answered before. Immutable.
 */
record SqlPage(List<String> columns, int offset, List<SqlRow> found) {
    /** The names of the columns, which the lines of the rows do not repeat. */
    record Columns(List<String> columns) implements Summary {
        @Override
        public String line() {
            return columns.stream().map(Quoted::name).collect(Collectors.joining(" | "));
        }
    }

    static SqlPage of(EventReadTool.QuerySql asked, Reader reader) {
        int offset = reader.from() == null ? 0 : Integer.parseInt(reader.from());
        var query =
                new SqlQuery(asked.sql(), values(asked.parameters()), offset, reader.limit() + 1);
        SqlAnswer.Table table = reader.memory().sql(query, reader.vantage());
        var rows = table.rows().stream().map(row -> SqlRow.of(table.columns(), row)).toList();
        return new SqlPage(table.columns(), offset, rows);
    }

    Rows<SqlRow> rows(Reader reader) {
        return reader.rows(new Columns(columns), (_, count) -> slice(count), row -> row);
    }

    private Slice<SqlRow> slice(int count) {
        return new Slice<>(
                found.subList(0, Math.min(count, found.size())),
                taken -> taken < found.size() ? Integer.toString(offset + taken) : null);
    }

    private static List<@Nullable Object> values(@Nullable List<JsonNode> parameters) {
        List<@Nullable Object> values = new ArrayList<>();
        for (JsonNode parameter : requireNonNullElse(parameters, List.<JsonNode>of())) {
            values.add(value(parameter));
        }
        return values;
    }

    /** Lists and objects are given as their JSON. */
    private static @Nullable Object value(JsonNode parameter) {
        return switch (parameter.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> parameter.booleanValue();
            case NUMBER ->
                    parameter.isIntegralNumber() && parameter.canConvertToLong()
                            ? (Object) parameter.longValue()
                            : parameter.decimalValue();
            case STRING -> parameter.stringValue();
            case ARRAY, OBJECT, BINARY, POJO -> parameter.toString();
        };
    }
}
