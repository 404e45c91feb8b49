package dev.everlog.memory.moving;

import dev.everlog.memory.Receipt;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of each row. Immutable.
 *
 * @param copied whether the rows are a whole log, taken over at its places and times
 * @param rows imported, duplicate and refused ones together
 * @param throughLine where the last row begins
 * @param problems the first refused rows, at most {@link #MOST}
 * @param warnings the first rows that do not match a schema that only warns, at most {@link #MOST}
 * @param notKept fields of an export that this log gives anew, if the rows had them
 * @param receipt from the first event to the last; null if nothing was appended
 * @param confirmToken what the real import must show, after a dry run of more than one row
 */
public record ImportReport(
        boolean dryRun,
        boolean copied,
        long rows,
        long imported,
        long duplicates,
        long refused,
        long throughLine,
        List<Problem> problems,
        List<Problem> warnings,
        Set<String> notKept,
        @Nullable Receipt receipt,
        @Nullable String confirmToken) {
    /** The others are mostly wrong in the same way. */
    public static final int MOST = 10;

    /** What is wrong with the row that begins in a line. */
    public record Problem(long line, String why) {}
}
