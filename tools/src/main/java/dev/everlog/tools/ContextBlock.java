package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.Reading;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.recall.RecallRequest;
import dev.everlog.memory.recall.Recalled.Hit;
import dev.everlog.tools.ContextRow.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One {@code memory_context}: rules that hold, what answers the query, what it names, and what was said since. Each
 * memory once, under the first section that it belongs to. Confined to one call.
 */
final class ContextBlock {
    /** Kinds that hold whatever the question is. */
    private static final Set<String> RULES = Set.of("preference", "decision");

    /** Lines on what was said since: more are a report, which event_timeline gives. */
    private static final int MOST_CHANGES = 50;

    private final MemoryTool.MemoryContext asked;
    private final Reader reader;
    private final Vantage vantage;
    private final Tier tier;
    private final Set<Integer> told = new HashSet<>();

    ContextBlock(MemoryTool.MemoryContext asked, Reader reader, Tier tier) {
        this.asked = asked;
        this.reader = reader;
        this.vantage = reader.vantage().validAt(reader.present());
        this.tier = tier;
    }

    List<ContextRow> rows() {
        List<Hit> hits = asked.query() == null ? List.of() : recalled(asked.query());
        @Nullable Position since =
                asked.since() == null ? null : position(asked.since(), reader.call());
        return reader.memory().read(vantage, reading -> rows(reading, hits, since));
    }

    private Position position(PointInLog point, Call call) {
        var then = new Vantage(point.resolve(call.now()), null, reader.scope());
        return call.memory().read(then, Reading::position);
    }

    private List<Hit> recalled(String query) {
        var request =
                new RecallRequest(
                        query,
                        Set.of(),
                        List.of(),
                        null,
                        null,
                        reader.present(),
                        RecallRequest.DEFAULT_DEPTH,
                        tier.answers,
                        RecallRequest.Weights.DEFAULT);
        return reader.call().recall().recall(request, vantage).hits();
    }

    private List<ContextRow> rows(Reading reading, List<Hit> hits, @Nullable Position since) {
        List<ContextRow> rows = new ArrayList<>();
        if (since == null) {
            tell(rows, Section.RULE, newest(reading, rule(reading), tier.rules), reading);
            var answers =
                    asked.query() == null
                            ? newest(reading, any -> true, tier.answers)
                            : hits.stream().mapToInt(Hit::ordinal);
            tell(rows, Section.ANSWER, answers, reading);
            reading.namedIn(requireNonNullElse(asked.query(), ""), tier.nodes).stream()
                    .map(reading::node)
                    .map(ContextRow::of)
                    .forEach(rows::add);
        } else {
            IntPredicate later = text -> reading.recordedBy(text).isAfter(since);
            var changes = newest(reading, later, MOST_CHANGES);
            tell(rows, Section.CHANGED, changes, reading);
        }
        return rows;
    }

    private static IntPredicate rule(Reading reading) {
        return text -> RULES.contains(reading.kind(text));
    }

    private static IntStream newest(Reading reading, IntPredicate wanted, int most) {
        int last = reading.texts() - 1;
        return IntStream.rangeClosed(0, last)
                .map(i -> last - i)
                .filter(wanted)
                .filter(reading::shows)
                .limit(most);
    }

    private void tell(List<ContextRow> rows, Section section, IntStream texts, Reading reading) {
        texts.filter(told::add)
                .mapToObj(reading::text)
                .map(text -> ContextRow.of(section, text))
                .forEach(rows::add);
    }
}
