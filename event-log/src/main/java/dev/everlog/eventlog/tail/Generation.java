package dev.everlog.eventlog.tail;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of frames. It is never replaced by another of the same name, because other processes may have it open: what must be begun again gets another name. Ordered by start, then by attempt. Immutable.
 *
 * @param start position of its first event
 * @param attempt 0, more when a generation that began there was left behind without an acknowledged frame
 */
record Generation(long start, int attempt) implements Comparable<Generation> {
    /** Before the first. */
    static final Generation NONE = new Generation(0, 0);

    private static final Pattern NAME = Pattern.compile("(00\\d{18})(?:-(\\d{1,9}))?\\.frames");
    private static final Comparator<Generation> ORDER =
            Comparator.comparingLong(Generation::start).thenComparingInt(Generation::attempt);

    /** The newest that can hold a position. */
    static Generation lastFor(long position) {
        return new Generation(position, Integer.MAX_VALUE);
    }

    /** Empty for a file of another kind. */
    static Optional<Generation> named(String file) {
        Matcher name = NAME.matcher(file);
        if (!name.matches()) {
            return Optional.empty();
        }
        String attempt = name.group(2);
        return Optional.of(
                new Generation(
                        Long.parseLong(name.group(1)),
                        attempt == null ? 0 : Integer.parseInt(attempt)));
    }

    /** In the digits 0 to 9, whatever language the machine speaks. */
    String name() {
        String again = attempt == 0 ? "" : "-" + attempt;
        return String.format(Locale.ROOT, "%020d%s.frames", start, again);
    }

    Generation again() {
        return new Generation(start, attempt + 1);
    }

    @Override
    public int compareTo(Generation other) {
        return ORDER.compare(this, other);
    }
}
