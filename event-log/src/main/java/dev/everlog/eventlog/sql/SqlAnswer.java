package dev.everlog.eventlog.sql;

import java.util.List;

/** What a query comes to. */
public sealed interface SqlAnswer {
    /**
     * Rows in the order of the result.
     *
     * @param columns their names, each once
     * @param rows each a JSON array of as many values; times are UTC in ISO-8601
     */
    record Table(List<String> columns, List<String> rows) implements SqlAnswer {
        public Table {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /**
     * Nothing was answered.
     *
     * @param message what is wrong; may hold text of events, on one line
     * @param hint what to do
     */
    record Refused(Reason reason, String message, String hint) implements SqlAnswer {}

    /** Why nothing was answered. */
    enum Reason {
        /** The query cannot be meant or must not be asked like this. */
        INVALID,
        /** It takes more time, memory or space than one query may. */
        LIMIT,
        /** Others are asking, or the events are still being read: the same query may be answered later. */
        BUSY,
        /** There is no DuckDB here. */
        UNAVAILABLE
    }
}
