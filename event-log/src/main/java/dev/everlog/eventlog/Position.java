package dev.everlog.eventlog;

/**
 * A place in the order of commit. The first event of a log has position 1 and there are no gaps; {@link #NONE} is the
 * place before the first event. Immutable.
 *
 * @param value 0 for "before everything", else 1 or more
 */
public record Position(long value) implements Comparable<Position> {
    /** Before the first event. */
    public static final Position NONE = new Position(0);

    public Position {
        if (value < 0) {
            throw new IllegalArgumentException("a position is 0 or more, was " + value);
        }
    }

    /** The position {@code n} events later. */
    public Position plus(long n) {
        return new Position(Math.addExact(value, n));
    }

    public boolean isAfter(Position other) {
        return value > other.value;
    }

    @Override
    public int compareTo(Position other) {
        return Long.compare(value, other.value);
    }

    /** The short handle that answers show, for instance {@code e1042}. */
    @Override
    public String toString() {
        return "e" + value;
    }
}
