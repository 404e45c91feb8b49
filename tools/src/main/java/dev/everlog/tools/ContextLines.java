package dev.everlog.tools;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.Reading;
import dev.everlog.tools.ContextRow.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The lines of a block while they are gathered: each memory once, where it comes first. For one reading. */
final class ContextLines {
    private final Reading reading;
    private final List<ContextRow> rows = new ArrayList<>();
    private final Set<Integer> told = new HashSet<>();

    ContextLines(Reading reading) {
        this.reading = reading;
    }

    List<ContextRow> rows() {
        return rows;
    }

    ContextLines row(ContextRow row) {
        rows.add(row);
        return this;
    }

    ContextLines nodes(List<Integer> numbers) {
        numbers.stream().map(reading::node).map(ContextRow::of).forEach(rows::add);
        return this;
    }

    ContextLines texts(Section section, IntStream ordinals) {
        ordinals.filter(told::add)
                .mapToObj(reading::text)
                .map(text -> ContextRow.of(section, text))
                .forEach(rows::add);
        return this;
    }

    /** Of those that are seen. */
    ContextLines newest(Section section, IntPredicate wanted, int most) {
        return texts(section, newest(wanted).limit(most));
    }

    IntStream newest(IntPredicate wanted) {
        int last = reading.texts() - 1;
        return IntStream.rangeClosed(0, last)
                .map(i -> last - i)
                .filter(wanted)
                .filter(reading::shows);
    }

    /** What was written down later. */
    IntPredicate after(Position position) {
        return text -> reading.recordedBy(text).isAfter(position);
    }
}
