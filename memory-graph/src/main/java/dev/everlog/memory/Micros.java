package dev.everlog.memory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Instants as microseconds of the epoch: eight bytes in a column, and finer than any clock that writes here. */
final class Micros {
    private static final long PER_SECOND = 1_000_000;
    private static final long MAX_SECONDS = Long.MAX_VALUE / PER_SECOND - 1;

    private Micros() {}

    /** Rounded down; what is beyond the range of a long becomes the end of the range. */
    static long of(Instant instant) {
        long seconds = Math.clamp(instant.getEpochSecond(), -MAX_SECONDS, MAX_SECONDS);
        return seconds * PER_SECOND + instant.getNano() / 1000;
    }

    static long of(@Nullable Instant instant, long absent) {
        return instant == null ? absent : of(instant);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1000);
    }

    static Validity validity(long from, long to) {
        return new Validity(
                from == Long.MIN_VALUE ? null : instant(from),
                to == Long.MAX_VALUE ? null : instant(to));
    }
}
