package dev.everlog.memory;

import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.sql.EventSql;
import dev.everlog.eventlog.sql.SqlAnswer;
import dev.everlog.eventlog.sql.SqlBounds;
import dev.everlog.eventlog.sql.SqlQuery;

/** SQL over what is seen from a vantage. Nothing is locked while a query runs: its bounds are fixed before. */
final class SqlReads implements AutoCloseable {
    private final Folded folded;
    private final EventSql sql;

    SqlReads(Folded folded, EventLog log) {
        this.folded = folded;
        this.sql = new EventSql(log);
    }

    SqlAnswer.Table table(SqlQuery query, Vantage vantage) {
        SqlBounds bounds = folded.read(vantage, SqlReads::bounds);
        return switch (sql.query(query, bounds)) {
            case SqlAnswer.Table table -> table;
            case SqlAnswer.Refused(var reason, String message, String hint) ->
                    throw new MemoryException(kind(reason), message, hint);
        };
    }

    private static SqlBounds bounds(Reading reading) {
        long through = reading.position().value();
        return new SqlBounds(
                reading.position(),
                reading.vantage().scope().project(),
                reading.states().visibility().hidden(through));
    }

    private static MemoryException.Kind kind(SqlAnswer.Reason reason) {
        return switch (reason) {
            case INVALID -> MemoryException.Kind.INVALID;
            case LIMIT -> MemoryException.Kind.LIMIT;
            case BUSY -> MemoryException.Kind.BUSY;
            case UNAVAILABLE -> MemoryException.Kind.UNAVAILABLE;
        };
    }

    @Override
    public void close() {
        sql.close();
    }
}
