package dev.everlog.eventlog.sql;

import dev.everlog.eventlog.sql.SqlAnswer.Reason;
import dev.everlog.eventlog.sql.SqlAnswer.Refused;
import java.time.Duration;
import java.util.regex.Pattern;

/** What DuckDB says, in words that help whoever asked: on one line, without paths and names that are ours alone. */
final class Words {
    /** Begins what is refused for the size of its answer. */
    static final String TOO_LARGE = "Answer too large: ";

    static final String COLUMNS =
            "events(position, id, subject, version, type, occurred_at, recorded_at, actor, session, project,"
                    + " correlation_id, causation_id, data JSON)";

    static final String EXAMPLE =
            "SELECT type, count(*) AS n, max(data->>'total') FROM events WHERE occurred_at >= '2026-01-01' GROUP BY type"
                    + " ORDER BY n DESC";

    private static final String COLUMNS_AND_EXAMPLE =
            "the one relation is " + COLUMNS + "; for example " + EXAMPLE;

    /** Characters; the candidates that DuckDB names come first. */
    private static final int MOST = 500;

    private static final Pattern STORE = Pattern.compile("\\bs[0-9a-f]{32}\\.");
    private static final Pattern PATHS =
            Pattern.compile("(?<![\\w'\"<>*/])/(?:[\\w.+-]+/)+[\\w.+-]*");

    private Words() {}

    /**
     * @param message of an exception of DuckDB's, or {@link #TOO_LARGE}
     * @param time that the query had
     */
    static Refused refused(String message, Duration time) {
        if (message.startsWith(TOO_LARGE)) {
            return new Refused(
                    Reason.LIMIT,
                    message.substring(TOO_LARGE.length()),
                    "choose fewer columns, cut long texts, for example left(data->>'text', 200), or lower the limit");
        }
        if (message.startsWith("INTERRUPT")) {
            return outOfTime(time);
        }
        if (message.startsWith("Out of Memory")) {
            return outOfMemory();
        }
        return invalid(quoted(message));
    }

    /** It may repeat what an event says, which must not look like words of the server. */
    static String quoted(String message) {
        return "DuckDB says \"" + cleaned(message).replace('"', '\'') + "\"";
    }

    static Refused outOfTime(Duration time) {
        return new Refused(
                Reason.LIMIT,
                "the query was ended after " + time.toMillis() + " ms",
                "narrow it first, by position, occurred_at, type or subject; join on equality; give a recursion an end");
    }

    static Refused outOfMemory() {
        return new Refused(
                Reason.LIMIT,
                "the query needs more memory than the "
                        + SqlLimits.ENGINE_MEGABYTES
                        + " MB that events and query may take together",
                "narrow it first, by position, occurred_at, type or subject, and leave out data where it is not needed");
    }

    static Refused ended() {
        return new Refused(
                Reason.LIMIT,
                "the query brought down the process it ran in, by the memory it needs or by how deeply it is nested",
                "other queries go on; ask for less at once");
    }

    static Refused invalid(String message, String hint) {
        return new Refused(Reason.INVALID, cleaned(message), hint);
    }

    static Refused invalid(String message) {
        return invalid(message, COLUMNS_AND_EXAMPLE);
    }

    private static String cleaned(String message) {
        int trace = message.indexOf("Stack Trace");
        String words = trace < 0 ? message : message.substring(0, trace);
        words = STORE.matcher(words).replaceAll("");
        words = PATHS.matcher(words).replaceAll("[path]");
        words = words.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
        return words.length() <= MOST ? words : words.substring(0, MOST) + "…";
    }
}
