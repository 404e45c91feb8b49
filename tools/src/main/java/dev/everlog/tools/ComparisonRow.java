package dev.everlog.tools;

import dev.everlog.memory.CompareEntities;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How two subjects are alike, or where the states of all differ; the one half of the components or the other.
 *
 * @param types overlap of the types of their events, 0 to 1 (Jaccard)
 * @param sequence similarity of the order of their events, 0 to 1 (edit distance)
 * @param differences of their states
 * @param path JSON Pointer into the states
 * @param values by subject, without those that have none
 */
record ComparisonRow(
        @Nullable List<String> pair,
        @Nullable Double types,
        @Nullable Double sequence,
        @Nullable Integer differences,
        @Nullable String path,
        @Nullable SequencedMap<String, JsonNode> values)
        implements Row<ComparisonRow> {
    /** What was compared. */
    record Compared(List<String> subjects, int pairs, int paths, @Nullable String leftOut)
            implements Summary {
        @Override
        public String line() {
            return "%s, %s, states differ at %s%s"
                    .formatted(
                            Counts.of(subjects.size(), "subject"),
                            Counts.of(pairs, "pair"),
                            Counts.of(paths, "path"),
                            leftOut == null ? "" : "; " + leftOut);
        }
    }

    static Rows<ComparisonRow> rows(CompareEntities asked, Reader reader) {
        var result = asked.in(reader.memory(), reader.vantage());
        var compared =
                new Compared(
                        result.subjects(),
                        result.pairs().size(),
                        result.properties().size(),
                        result.cut()
                                ? "of each subject only the newest "
                                        + CompareEntities.MAX_STEPS
                                        + " events"
                                : null);
        var rows =
                Stream.concat(
                                result.pairs().stream().map(ComparisonRow::of),
                                result.properties().stream().map(ComparisonRow::of))
                        .toList();
        return reader.rows(compared, Slice.of(rows), row -> row);
    }

    private static ComparisonRow of(CompareEntities.Pair pair) {
        return new ComparisonRow(
                List.of(pair.first(), pair.second()),
                Rounded.hundredths(pair.types()),
                Rounded.hundredths(pair.sequence()),
                pair.differences(),
                null,
                null);
    }

    private static ComparisonRow of(CompareEntities.Property property) {
        return new ComparisonRow(null, null, null, null, property.path(), property.values());
    }

    @Override
    public String line() {
        return pair == null || path != null
                ? Quoted.name(String.valueOf(path)) + ": " + shown()
                : "%s: types %s, sequence %s, %s"
                        .formatted(
                                pair.stream().map(Quoted::name).collect(Collectors.joining(" ~ ")),
                                types,
                                sequence,
                                Counts.of(differences == null ? 0 : differences, "difference"));
    }

    private String shown() {
        return values == null
                ? ""
                : values.entrySet().stream()
                        .map(value ->
                                Quoted.name(value.getKey()) + " " + Quoted.json(value.getValue()))
                        .collect(Collectors.joining(", "));
    }

    /** Without the values, of which the states have the rest. */
    @Override
    public ComparisonRow shortened(int characters) {
        return new ComparisonRow(pair, types, sequence, differences, path, null);
    }
}
