package dev.everlog.eventlog.sql;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * DuckDB in memory, closed to everything outside, with the events of one log. The rows are in a schema whose name nobody
 * can guess; the view {@code events} is what a query sees of them. Confined to one thread.
 */
final class Engine {
    private static final String COLUMNS =
            "position, id, subject, version, type, occurred_at, recorded_at, actor, session, project,"
                    + " correlation_id, causation_id, data";

    private final DuckDBConnection connection;
    private final Statement statement;
    private final String store = "s" + UUID.randomUUID().toString().replace("-", "");
    private final ScheduledExecutorService alarm =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("alarm").factory());
    private @Nullable DuckDBAppender appender;
    private @Nullable SqlBounds bounds;

    Engine() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        connection =
                (DuckDBConnection)
                        Objects.requireNonNull(
                                new DuckDBDriver().connect("jdbc:duckdb:", settings));
        statement = connection.createStatement();
        for (String setting : settings()) {
            statement.execute("SET " + setting);
        }
        statement.execute("CREATE SCHEMA " + store);
        statement.execute(
                "CREATE TABLE "
                        + store
                        + ".rows(position BIGINT NOT NULL, id UUID, subject VARCHAR, version BIGINT,"
                        + " type VARCHAR, occurred_at TIMESTAMPTZ, recorded_at TIMESTAMPTZ, actor VARCHAR,"
                        + " session VARCHAR, project VARCHAR, correlation_id VARCHAR,"
                        + " causation_id VARCHAR, data JSON)");
        statement.execute("CREATE TABLE " + store + ".hidden(position BIGINT NOT NULL)");
    }

    /** One thread, so that a result has the same order each time; the last two lines close the door. */
    private static List<String> settings() {
        return List.of(
                "threads=1",
                "memory_limit='" + SqlLimits.ENGINE_MEGABYTES + "MiB'",
                "temp_directory=''",
                "TimeZone='UTC'",
                "autoinstall_known_extensions=false",
                "autoload_known_extensions=false",
                "allow_community_extensions=false",
                "enable_external_access=false",
                "lock_configuration=true");
    }

    /** Adds events, which follow those that are there. */
    void add(DataInputStream rows) throws IOException, SQLException {
        DuckDBAppender open = appender;
        if (open == null) {
            open = connection.createAppender(store, "rows");
            appender = open;
        }
        for (int left = rows.readInt(); left > 0; left--) {
            add(rows, open);
        }
    }

    private static void add(DataInputStream row, DuckDBAppender to)
            throws IOException, SQLException {
        long position = row.readLong();
        UUID id = new UUID(row.readLong(), row.readLong());
        long version = row.readLong();
        long occurred = row.readLong();
        long recorded = row.readLong();
        to.beginRow().append(position).append(id);
        to.append(Wire.text(row)).append(version).append(Wire.text(row));
        to.appendEpochMicros(occurred).appendEpochMicros(recorded);
        for (int texts = 6; texts > 0; texts--) {
            String text = Wire.optional(row);
            if (text == null) {
                to.appendNull();
            } else {
                to.append(text);
            }
        }
        to.endRow();
    }

    /** The parsed form of a text, as DuckDB writes it in JSON; of a text that is no SELECT, what is wrong with it. */
    String parsed(String sql) throws SQLException {
        try (PreparedStatement parse =
                connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
            parse.setString(1, sql);
            try (ResultSet one = parse.executeQuery()) {
                one.next();
                return one.getString(1);
            }
        }
    }

    /**
     * Runs a query that has been checked.
     *
     * @throws SQLException also when the time is up
     * @throws AnswerTooLargeException beyond {@link SqlLimits#ANSWER_BYTES}
     */
    SqlAnswer.Table query(SqlQuery query, SqlBounds wanted, long millis) throws SQLException {
        see(wanted);
        try (PreparedStatement asked = connection.prepareStatement(query.sql())) {
            List<@Nullable Object> parameters = query.parameters();
            for (int i = 0; i < parameters.size(); i++) {
                asked.setObject(i + 1, parameters.get(i));
            }
            var late = alarm.schedule(() -> cancel(asked), millis, TimeUnit.MILLISECONDS);
            try (ResultSet result = asked.executeQuery()) {
                return table(result, query.skip(), query.take());
            } finally {
                late.cancel(false);
            }
        }
    }

    private static void cancel(Statement asked) {
        try {
            asked.cancel();
        } catch (SQLException e) {
            // it has ended, or the server kills this process
        }
    }

    private static SqlAnswer.Table table(ResultSet result, int skip, int take) throws SQLException {
        ResultSetMetaData shape = result.getMetaData();
        List<String> rows = new ArrayList<>();
        int left = skip;
        long bytes = 0;
        while (rows.size() < take && result.next()) {
            if (left-- > 0) {
                continue;
            }
            String row = row(result, shape.getColumnCount());
            bytes += row.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > SqlLimits.ANSWER_BYTES) {
                throw new AnswerTooLargeException(rows.size() + 1);
            }
            rows.add(row);
        }
        return new SqlAnswer.Table(columns(shape), rows);
    }

    private static String row(ResultSet result, int columns) throws SQLException {
        StringBuilder row = new StringBuilder("[");
        for (int column = 1; column <= columns; column++) {
            row.append(column == 1 ? "" : ",");
            Cells.write(result.getObject(column), row);
        }
        return row.append(']').toString();
    }

    /** Two columns of one name become name and name_2. */
    private static List<String> columns(ResultSetMetaData shape) throws SQLException {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        for (int column = 1; column <= shape.getColumnCount(); column++) {
            String name = shape.getColumnName(column);
            String free = name;
            for (int number = 2; !names.add(free); number++) {
                free = name + "_" + number;
            }
        }
        return List.copyOf(names);
    }

    // What is seen.

    private void see(SqlBounds wanted) throws SQLException {
        DuckDBAppender open = appender;
        if (open != null) {
            open.close();
            appender = null;
        }
        if (wanted.isSameAs(bounds)) {
            return;
        }
        if (!wanted.hidesSameAs(bounds)) {
            hide(wanted.hidden());
        }
        statement.execute(
                "CREATE OR REPLACE TEMP VIEW events AS SELECT "
                        + COLUMNS
                        + " FROM "
                        + store
                        + ".rows WHERE position <= "
                        + wanted.through().value()
                        + inProject(wanted.project())
                        + (wanted.hidden().length == 0
                                ? ""
                                : " AND position NOT IN (SELECT position FROM "
                                        + store
                                        + ".hidden)"));
        bounds = wanted;
    }

    private static String inProject(@Nullable String project) {
        return project == null
                ? ""
                : " AND (project IS NULL OR project = '" + project.replace("'", "''") + "')";
    }

    private void hide(long[] positions) throws SQLException {
        statement.execute("DELETE FROM " + store + ".hidden");
        try (DuckDBAppender hidden = connection.createAppender(store, "hidden")) {
            for (long position : positions) {
                hidden.beginRow().append(position).endRow();
            }
        }
    }

    /** A result that nobody would read. */
    static final class AnswerTooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AnswerTooLargeException(int rows) {
            super(
                    "the first "
                            + rows
                            + " rows of the result exceed "
                            + SqlLimits.ANSWER_BYTES
                            + " bytes");
        }
    }
}
