package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A time as callers write it: RFC 3339 ({@code 2026-05-03T10:00:00Z}), a date, relative ({@code -7d}, {@code +2h}; units
 * s m h d w), {@code now}, {@code today}, {@code yesterday}, {@code tomorrow}. Days begin at midnight UTC. Immutable.
 */
record When(@JsonValue String text) implements Scalar {
    static final String FORMS =
            "a time is RFC 3339 (2026-05-03T10:00:00Z), a date (2026-05-03), relative (-7d, -2h, +30m;"
                    + " units s m h d w), now, today, yesterday or tomorrow";
    private static final Pattern RELATIVE = Pattern.compile("([+-])(\\d{1,9})([smhdw])");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    When {
        text = text.strip();
        parse(text, Instant.EPOCH);
    }

    /** The moment, and of a day its first. */
    Instant from(Instant now) {
        return parse(text, now);
    }

    /** The moment, and of a day its last: who says "until 3 May" means all of that day. */
    Instant through(Instant now) {
        Instant from = parse(text, now);
        return isDay() ? from.plus(Duration.ofDays(1)).minusNanos(1) : from;
    }

    private boolean isDay() {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "today", "yesterday", "tomorrow" -> true;
            default -> DATE.matcher(text).matches();
        };
    }

    private static Instant parse(String text, Instant now) {
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        try {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "now" -> now;
                case "today" -> midnight(today);
                case "yesterday" -> midnight(today.minusDays(1));
                case "tomorrow" -> midnight(today.plusDays(1));
                default -> absoluteOrRelative(text, now);
            };
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    FORMS + "; found " + Quoted.data(Names.shortened(text)), e);
        }
    }

    private static Instant absoluteOrRelative(String text, Instant now) {
        var relative = RELATIVE.matcher(text);
        if (relative.matches()) {
            long count = Long.parseLong(relative.group(1) + relative.group(2));
            return now.plus(unit(relative.group(3)).multipliedBy(count));
        }
        return DATE.matcher(text).matches()
                ? midnight(LocalDate.parse(text))
                : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
    }

    static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> Duration.ofDays(7);
        };
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
