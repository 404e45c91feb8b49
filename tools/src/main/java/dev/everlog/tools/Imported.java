package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.moving.ImportReport;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What became of each row, or would.
 *
 * @param ack of all events together; null for a dry run, or when nothing was appended
 * @param copied a whole log was taken over, at its positions and times
 * @param rows imported, duplicate and refused ones together
 * @param throughLine where the last row begins
 * @param problems of the first refused rows
 * @param warnings rows that do not match a schema that only warns
 * @param notKept fields of an export that this log gives anew
 * @param confirmToken what the real call must show; null if it needs none, or if this was it
 */
record Imported(
        boolean dryRun,
        @JsonUnwrapped @Nullable Ack ack,
        boolean copied,
        long rows,
        long imported,
        long duplicates,
        long refused,
        long throughLine,
        List<Problem> problems,
        List<Problem> warnings,
        List<String> notKept,
        @Nullable String confirmToken)
        implements Answer {
    /** @param line where the row begins, from 1 */
    record Problem(long line, String why) {
        static List<Problem> of(List<ImportReport.Problem> found) {
            return found.stream().map(each -> new Problem(each.line(), each.why())).toList();
        }

        String words() {
            return "line " + line + ": " + Quoted.data(why);
        }
    }

    static Imported of(ImportReport report) {
        return new Imported(
                report.dryRun(),
                report.receipt() == null ? null : Ack.of(report.receipt()),
                report.copied(),
                report.rows(),
                report.imported(),
                report.duplicates(),
                report.refused(),
                report.throughLine(),
                Problem.of(report.problems()),
                Problem.of(report.warnings()),
                List.copyOf(new TreeSet<>(report.notKept())),
                report.confirmToken());
    }

    @Override
    public String text() {
        var lines = new Lines().add(head());
        if (copied) {
            lines.add("a whole log: positions, versions and times as they were there");
        }
        problems.forEach(problem -> lines.add("refused " + problem.words()));
        if (refused > problems.size()) {
            lines.add("refused " + (refused - problems.size()) + " more");
        }
        warnings.forEach(warning -> lines.add("warning " + warning.words()));
        if (!notKept.isEmpty()) {
            lines.add("given anew by this log: " + String.join(", ", notKept));
        }
        int most = (int) Math.min(imported, Integer.MAX_VALUE);
        return lines.add(Preview.next(dryRun, most, confirmToken), next -> next).toString();
    }

    private String head() {
        String done = ack == null ? "nothing appended" : "imported " + ack.words();
        return (dryRun ? "dry run, nothing imported" : done)
                + ": of "
                + Counts.of(rows, "row")
                + " through line "
                + throughLine
                + ", new "
                + imported
                + ", there already "
                + duplicates
                + ", refused "
                + refused;
    }
}
