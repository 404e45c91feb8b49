package dev.everlog.tools;

import dev.everlog.memory.recall.Recalled.Reason;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a row was found, as it is shown. */
final class Reasons {
    /** Digits of a score that mean something. */
    private static final double SCORE_SCALE = 10_000;

    private Reasons() {}

    static double rounded(double score) {
        return Math.round(score * SCORE_SCALE) / SCORE_SCALE;
    }

    /** {@code  (meaning #1 0.831, words #2 4.120)}; empty for null. */
    static String words(@Nullable List<Reason> reasons) {
        return reasons == null
                ? ""
                : reasons.stream().map(Reasons::words).collect(Collectors.joining(", ", " (", ")"));
    }

    private static String words(Reason reason) {
        String by = reason.path() == null ? "" : " by " + Quoted.data(reason.path());
        return String.format(
                        Locale.ROOT, "%s #%d %.3f", reason.part(), reason.rank(), reason.value())
                + by;
    }
}
