package dev.everlog.eventlog.sql;

import java.time.Duration;

/** What one query may cost. */
public final class SqlLimits {
    /** Characters of a query: what nobody writes by hand; DuckDB's parser takes stack for each level of nesting. */
    public static final int SQL_LENGTH = 20_000;

    /** Rows of one answer: the largest page, and one more that tells whether there is another. */
    public static final int ROWS = 1_001;

    /** Bytes of JSON of one answer: 40 times what the largest max_tokens shows. */
    static final int ANSWER_BYTES = 4 << 20;

    /** An agent waits for it; aggregates over a million events take less. */
    static final Duration TIME = Duration.ofSeconds(5);

    /** For parsing, which takes milliseconds for the longest query; more on a machine that stands still for a moment. */
    static final Duration PARSING = Duration.ofSeconds(2);

    /** After its time a query is asked to end; when it does not, its process is killed this much later. */
    static final Duration GRACE = Duration.ofSeconds(1);

    /** For reading events into the process: two million on two cores; the next call goes on where this one stopped. */
    static final Duration LOADING = Duration.ofSeconds(20);

    /** For starting the process, which unpacks 60 MB, on a machine that is busy. */
    static final Duration STARTING = Duration.ofSeconds(20);

    /** For waiting until another query has ended, which it does after its own time. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A process that nobody asks holds its memory for this long. */
    static final Duration IDLE = Duration.ofMinutes(5);

    /** Megabytes that DuckDB may use: three million events of 150 bytes, or fewer and room to sort them. */
    static final int ENGINE_MEGABYTES = 1024;

    /** Megabytes of Java's heap, which sees 2,048 rows of a result at a time. */
    static final int HEAP_MEGABYTES = 256;

    /**
     * Megabytes of data of the whole process, kept by the operating system where it can: what DuckDB counts and what it
     * does not, for instance the text that {@code repeat} makes.
     */
    static final int PROCESS_MEGABYTES = ENGINE_MEGABYTES + HEAP_MEGABYTES + 512;

    private SqlLimits() {}
}
