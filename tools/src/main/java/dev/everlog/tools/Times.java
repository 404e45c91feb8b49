package dev.everlog.tools;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How times are written in answers: RFC 3339 in UTC. */
final class Times {
    /** What is told this soon was told when it happened. */
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    private Times() {}

    /** Whether it makes a difference when something was told. */
    static boolean toldLater(Instant occurred, Instant recorded) {
        return Duration.between(occurred, recorded).abs().compareTo(AT_ONCE) > 0;
    }

    static String utc(Instant time) {
        return time.toString();
    }

    static @Nullable String orNull(@Nullable Instant time) {
        return time == null ? null : utc(time);
    }

    /** To the second, for lines. */
    static String second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** The two largest units: {@code 2d3h}, {@code 5m10s}, {@code 0s}. */
    static String gap(Duration gap) {
        var size = gap.abs();
        long[] counts = {
            size.toDays(), size.toHoursPart(), size.toMinutesPart(), size.toSecondsPart()
        };
        String units = "dhms";
        var words = new StringBuilder(gap.isNegative() ? "-" : "");
        int written = 0;
        for (int i = 0; i < counts.length && written < 2; i++) {
            if (counts[i] > 0 || (i == counts.length - 1 && written == 0)) {
                words.append(counts[i]).append(units.charAt(i));
                written++;
            }
        }
        return words.toString();
    }
}
