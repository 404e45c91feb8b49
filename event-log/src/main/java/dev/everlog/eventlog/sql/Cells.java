package dev.everlog.eventlog.sql;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;
import org.jspecify.annotations.Nullable;

/** Values of a result as JSON: numbers and truths as they are, JSON as it stands, the rest as text; times in UTC. */
final class Cells {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_INSTANT;

    private Cells() {}

    static void write(@Nullable Object value, StringBuilder out) throws SQLException {
        switch (value) {
            case null -> out.append("null");
            case Boolean truth -> out.append(truth);
            case BigDecimal number -> out.append(number.toPlainString());
            case Double number -> number(number, out);
            case Float number -> number(number, out);
            case Number number -> out.append(number);
            case JsonNode json -> out.append(json);
            case LocalDateTime time -> text(utc(time), out);
            case Timestamp time -> text(utc(time.toLocalDateTime()), out);
            case OffsetDateTime time -> text(TIME.format(time), out);
            case Array array -> list(Arrays.asList((Object[]) array.getArray()), out);
            case List<?> list -> list(list, out);
            case DuckDBStruct struct -> object(struct.getMap(), out);
            case Map<?, ?> map -> object(map, out);
            case Blob blob -> text(base64(blob), out);
            default -> text(value.toString(), out);
        }
    }

    private static String utc(LocalDateTime time) {
        return TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private static String base64(Blob blob) throws SQLException {
        return Base64.getEncoder().encodeToString(blob.getBytes(1, Math.toIntExact(blob.length())));
    }

    private static void number(double number, StringBuilder out) {
        if (Double.isFinite(number)) {
            out.append(number);
        } else {
            text(Double.toString(number), out); // JSON has no word for it
        }
    }

    private static void list(List<?> list, StringBuilder out) throws SQLException {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            out.append(i == 0 ? "" : ",");
            write(list.get(i), out);
        }
        out.append(']');
    }

    private static void object(Map<?, ?> members, StringBuilder out) throws SQLException {
        out.append('{');
        String comma = "";
        for (Map.Entry<?, ?> member : members.entrySet()) {
            out.append(comma);
            text(String.valueOf(member.getKey()), out);
            out.append(':');
            write(member.getValue(), out);
            comma = ",";
        }
        out.append('}');
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == '"' || unit == '\\') {
                out.append('\\').append(unit);
            } else if (unit < ' ') {
                out.append(String.format("\\u%04x", (int) unit));
            } else {
                out.append(unit);
            }
        }
        out.append('"');
    }
}
