package dev.everlog.eventlog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A set of positions, written as ranges: {@code 3-17,20}. Immutable.
 *
 * @param ranges last position of each range by its first, neither touching nor overlapping
 */
public record Positions(NavigableMap<Long, Long> ranges) {
    private static final Pattern FORM =
            Pattern.compile("\\d{1,18}(-\\d{1,18})?(,\\d{1,18}(-\\d{1,18})?)*");

    public Positions {
        ranges = Collections.unmodifiableNavigableMap(new TreeMap<>(ranges));
    }

    /** These, in any order. */
    public static Positions of(Collection<Position> positions) {
        TreeMap<Long, Long> ranges = new TreeMap<>();
        for (Position each : new TreeSet<>(positions)) {
            long value = each.value();
            if (!ranges.isEmpty() && ranges.lastEntry().getValue() == value - 1) {
                ranges.put(ranges.lastKey(), value);
            } else {
                ranges.put(value, value);
            }
        }
        return new Positions(ranges);
    }

    /**
     * What {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Positions parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "positions are written as ranges, for instance 3-17,20");
        }
        TreeMap<Long, Long> ranges = new TreeMap<>();
        for (String range : text.split(",", -1)) {
            int dash = range.indexOf('-');
            long first = Long.parseLong(dash < 0 ? range : range.substring(0, dash));
            ranges.put(first, dash < 0 ? first : Long.parseLong(range.substring(dash + 1)));
        }
        return new Positions(ranges);
    }

    public boolean contains(Position position) {
        return touches(position.value(), position.value());
    }

    /** Whether any of them lies from the first through the last. */
    public boolean touches(long first, long last) {
        var before = ranges.floorEntry(last);
        return before != null && before.getValue() >= first;
    }

    /** How many there are. */
    public long count() {
        return ranges.entrySet().stream().mapToLong(e -> e.getValue() - e.getKey() + 1).sum();
    }

    /** The last of them; there must be one. */
    public Position last() {
        return new Position(ranges.lastEntry().getValue());
    }

    @Override
    public String toString() {
        List<String> all = new ArrayList<>();
        ranges.forEach(
                (first, last) -> all.add(first.equals(last) ? "" + first : first + "-" + last));
        return all.stream().collect(Collectors.joining(","));
    }
}
