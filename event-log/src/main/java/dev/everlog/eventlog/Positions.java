package dev.everlog.eventlog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

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

    /** No position. */
    public static final Positions NONE = new Positions(new TreeMap<>());

    /** These, in any order. */
    public static Positions of(Collection<Position> positions) {
        return joined(positions.stream().map(each -> Map.entry(each.value(), each.value())));
    }

    /** Those that are in any of these. */
    public static Positions union(Collection<Positions> all) {
        return joined(all.stream().flatMap(each -> each.ranges.entrySet().stream()));
    }

    private static Positions joined(Stream<Map.Entry<Long, Long>> ranges) {
        TreeMap<Long, Long> joined = new TreeMap<>();
        ranges.sorted(Map.Entry.comparingByKey())
                .forEach(range -> {
                    var before = joined.lastEntry();
                    if (before != null && before.getValue() >= range.getKey() - 1) {
                        joined.merge(before.getKey(), range.getValue(), Math::max);
                    } else {
                        joined.put(range.getKey(), range.getValue());
                    }
                });
        return new Positions(joined);
    }

    /** Those of them that are not after the position. */
    public Positions through(Position end) {
        TreeMap<Long, Long> before = new TreeMap<>(ranges.headMap(end.value(), true));
        before.replaceAll((first, last) -> Math.min(last, end.value()));
        return new Positions(before);
    }

    /** All of them, in order, in sets of at most so many ranges. */
    public List<Positions> parts(int ranges) {
        List<Positions> parts = new ArrayList<>();
        TreeMap<Long, Long> part = new TreeMap<>();
        for (var range : this.ranges.entrySet()) {
            part.put(range.getKey(), range.getValue());
            if (part.size() == ranges || range.getKey().equals(this.ranges.lastKey())) {
                parts.add(new Positions(part));
                part.clear();
            }
        }
        return parts;
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
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

    /** Each of them, in order. */
    public LongStream stream() {
        return ranges.entrySet().stream()
                .flatMapToLong(range -> LongStream.rangeClosed(range.getKey(), range.getValue()));
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
