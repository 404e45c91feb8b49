package dev.everlog.memory.insight;

import java.util.Comparator;
import java.util.List;

/**
 * What was found. Immutable.
 *
 * @param found the surest first
 * @param tested how many that reach the support were held against chance
 * @param cut whether more work than allowed would have been needed to look at all
 */
public record Patterns(List<Pattern> found, int tested, boolean cut) {
    private static final Comparator<Pattern> SUREST_FIRST =
            Comparator.comparingDouble(Pattern::ratio)
                    .thenComparingInt(Pattern::support)
                    .reversed()
                    .thenComparing(pattern -> pattern.types().toString());

    public Patterns {
        found = found.stream().sorted(SUREST_FIRST).toList();
    }
}
