package dev.everlog.memory.moving;

import dev.everlog.memory.Receipt;
import dev.everlog.memory.moving.ImportReport.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what became of the rows. Confined. */
final class Tally {
    private long imported;
    private long duplicates;
    private long refused;
    private long throughLine;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private @Nullable Receipt receipt;

    void imported(long line) {
        imported++;
        throughLine = Math.max(throughLine, line);
    }

    void duplicate(long line) {
        duplicates++;
        throughLine = Math.max(throughLine, line);
    }

    void refused(long line, String why) {
        refused++;
        throughLine = Math.max(throughLine, line);
        if (problems.size() < ImportReport.MOST) {
            problems.add(new Problem(line, why));
        }
    }

    void warned(long line, String why) {
        if (warnings.size() < ImportReport.MOST) {
            warnings.add(new Problem(line, why));
        }
    }

    /** Of what was appended now, or by the same request before: that only as long as there is nothing else. */
    void appended(Receipt next) {
        Receipt known = receipt;
        if (known == null || (known.duplicate() && !next.duplicate())) {
            receipt = next;
        } else if (known.duplicate() || !next.duplicate()) {
            receipt =
                    new Receipt(known.first(), next.last(), known.duplicate(), known.durability());
        }
    }

    long rows() {
        return imported + duplicates + refused;
    }

    long duplicates() {
        return duplicates;
    }

    /** For instance {@code 500 rows imported, 2 there already, 1 refused, through line 503}. */
    String where() {
        return imported
                + " rows imported, "
                + duplicates
                + " there already, "
                + refused
                + " refused, through line "
                + throughLine;
    }

    ImportReport report(
            boolean dryRun, boolean copied, Set<String> notKept, @Nullable String confirmToken) {
        return new ImportReport(
                dryRun,
                copied,
                rows(),
                imported,
                duplicates,
                refused,
                throughLine,
                List.copyOf(problems),
                List.copyOf(warnings),
                Set.copyOf(notKept),
                receipt,
                confirmToken);
    }
}
