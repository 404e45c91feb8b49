package dev.everlog.tools;

import dev.everlog.eventlog.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The short names of events in answers and arguments: {@code e1042}. */
final class Handles {
    private static final Pattern POSITION = Pattern.compile("e([1-9]\\d{0,17})");

    /** Before the first event: where answers from an empty log stand. */
    private static final String BEGINNING = "e0";

    private Handles() {}

    /** Whether this is a point of the log, which the beginning is too. */
    static boolean isPoint(String text) {
        return text.equals(BEGINNING) || POSITION.matcher(text).matches();
    }

    /** The position of a point. */
    static Position point(String text) {
        return text.equals(BEGINNING) ? Position.NONE : new Position(position(text));
    }

    /** @throws IllegalArgumentException if it is none */
    static long position(String text) {
        var handle = POSITION.matcher(text);
        if (!handle.matches()) {
            throw new IllegalArgumentException(
                    "an event's handle is e and its position, for example e1042; found "
                            + Quoted.data(Names.shortened(text)));
        }
        return Long.parseLong(handle.group(1));
    }

    /** Runs of neighbours in one word: {@code e1 e4-e9}. In ascending order. */
    static List<String> ranges(List<Position> ascending) {
        var ranges = new ArrayList<String>();
        int start = 0;
        for (int i = 1; i <= ascending.size(); i++) {
            boolean goesOn =
                    i < ascending.size()
                            && ascending.get(i).value() == ascending.get(i - 1).value() + 1;
            if (!goesOn) {
                var first = ascending.get(start);
                var last = ascending.get(i - 1);
                ranges.add(first.equals(last) ? first.toString() : first + "-" + last);
                start = i;
            }
        }
        return ranges;
    }

    /** At most {@link Hidden#SHOWN} ranges, and a word on the rest. */
    static List<String> shown(List<Position> ascending) {
        var ranges = ranges(ascending);
        if (ranges.size() <= Hidden.SHOWN) {
            return ranges;
        }
        var shown = new ArrayList<>(ranges.subList(0, Hidden.SHOWN));
        shown.add("… " + (ranges.size() - Hidden.SHOWN) + " more ranges");
        return shown;
    }
}
