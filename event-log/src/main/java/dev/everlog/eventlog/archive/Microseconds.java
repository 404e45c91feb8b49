package dev.everlog.eventlog.archive;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as Parquet keeps them: microseconds since 1970 in 64 bits, 290,000 years to either side. */
final class Microseconds {
    private Microseconds() {}

    /** The last microsecond that is not after the time; the first or last there is when it lies beyond. */
    static long nearest(Instant time) {
        try {
            return Math.addExact(
                    Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
        } catch (ArithmeticException e) {
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
