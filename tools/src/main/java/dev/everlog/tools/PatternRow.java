package dev.everlog.tools;

import dev.everlog.memory.FindPatterns;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Types of events that come together.
 *
 * @param types in order of time for a sequence
 * @param support subjects or sessions that have it
 * @param events of a single type
 * @param expected how many would have it by chance
 * @param lift how many times as many do
 * @param score log-likelihood ratio, the larger the surer
 * @param jaccard overlap of a pair
 * @param examples handles of the events in some of them
 */
record PatternRow(
        List<String> types,
        int support,
        @Nullable Integer events,
        @Nullable Double expected,
        @Nullable Double lift,
        @Nullable Double score,
        @Nullable Double jaccard,
        List<List<String>> examples)
        implements Row<PatternRow> {
    /**
     * What was looked at.
     *
     * @param tested candidates that were held against chance
     * @param leftOut by a limit, null for nothing
     */
    record Looked(
            String kind,
            int groups,
            String within,
            int events,
            int tested,
            @Nullable String leftOut)
            implements Summary {
        @Override
        public String line() {
            String chance =
                    kind.equals("frequency")
                            ? ""
                            : "; %d candidates tested against chance".formatted(tested);
            return "%s in %s of %s%s%s"
                    .formatted(
                            kind,
                            Counts.of(events, "event"),
                            Counts.of(groups, within),
                            chance,
                            leftOut == null ? "" : "; looked at " + leftOut + ": filter more");
        }
    }

    static Rows<PatternRow> rows(FindPatterns asked, FindPatterns.Result result, Reader reader) {
        var looked =
                new Looked(
                        Names.constant(asked.kind()),
                        result.groups(),
                        Names.constant(asked.within()),
                        result.events(),
                        result.tested(),
                        result.cut());
        return reader.rows(looked, Slice.of(result.patterns()), PatternRow::of);
    }

    private static PatternRow of(FindPatterns.Pattern pattern) {
        return new PatternRow(
                pattern.types(),
                pattern.support(),
                pattern.events(),
                Rounded.orNull(pattern.expected()),
                Rounded.orNull(pattern.lift()),
                Rounded.orNull(pattern.score()),
                Rounded.orNull(pattern.jaccard()),
                pattern.examples().stream()
                        .map(example -> example.stream().map(Object::toString).toList())
                        .toList());
    }

    @Override
    public String line() {
        var words = new StringBuilder();
        words.append(
                types.stream()
                        .map(Quoted::name)
                        .collect(Collectors.joining(jaccard == null ? " > " : " + ")));
        words.append(" support ").append(support);
        words.append(events == null ? "" : " events " + events);
        words.append(lift == null ? "" : " expected " + expected + " lift " + lift);
        words.append(jaccard == null ? "" : " jaccard " + jaccard);
        words.append(score == null ? "" : " score " + score);
        String shown =
                examples.stream()
                        .map(example -> String.join(" ", example))
                        .collect(Collectors.joining("; "));
        return words + " (" + shown + ")";
    }

    /** Its examples are what can be spared. */
    @Override
    public PatternRow shortened(int characters) {
        return new PatternRow(types, support, events, expected, lift, score, jaccard, List.of());
    }
}
