package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page goes on. It carries the position the first page saw and the times it asked for, so that "the last
 * seven days" stay the same days on every page.
 *
 * @param pin as of which position all pages are
 * @param last position of the last row of the page before
 * @param since in microseconds, {@link Long#MIN_VALUE} for none
 * @param until in microseconds, {@link Long#MAX_VALUE} for none
 * @param print of the rest of the query
 */
record Cursor(long pin, long last, long since, long until, String print) {
    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{1,18})\\.(\\d{1,18})\\.(-?\\d{1,19})\\.(-?\\d{1,19})\\.([0-9a-f]{8})");

    static Cursor parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw foreign();
        }
        try {
            return new Cursor(
                    Long.parseLong(matcher.group(1)),
                    Long.parseLong(matcher.group(2)),
                    Long.parseLong(matcher.group(3)),
                    Long.parseLong(matcher.group(4)),
                    matcher.group(5));
        } catch (NumberFormatException e) {
            throw foreign();
        }
    }

    private static MemoryException foreign() {
        return MemoryException.invalid(
                "this cursor belongs to another query",
                "give next_cursor of the page before with the same arguments, or leave it away to begin anew");
    }

    /** What tells one query from another, times aside. */
    static String print(Object query, Vantage vantage, PageRequest.Order order) {
        return Canonical.digest(query + "|" + vantage.scope() + "|" + order).substring(0, 8);
    }

    void requirePrint(String expected) {
        if (!print.equals(expected)) {
            throw foreign();
        }
    }

    Vantage pinned(Vantage vantage) {
        return vantage.asOf(new AsOf.At(new Position(pin)));
    }

    @Nullable Instant sinceInstant() {
        return since == Long.MIN_VALUE ? null : Micros.instant(since);
    }

    @Nullable Instant untilInstant() {
        return until == Long.MAX_VALUE ? null : Micros.instant(until);
    }

    @Override
    public String toString() {
        return pin + "." + last + "." + since + "." + until + "." + print;
    }
}
