package dev.everlog.tools;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.Reading;
import dev.everlog.memory.SessionReads;
import dev.everlog.tools.ContextRow.Section;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What somebody has to know who begins a session, or goes on with one. The same at the same position. */
final class Brief {
    /** A memory with this tag is an open end, until it is remembered again without it. */
    private static final String TODO = "todo";

    /** Memories among which open ends are looked for; to read tags costs 6 us each. */
    private static final int LOOKED_AT = 1_000;

    private static final int MOST_TODOS = 20;

    private Brief() {}

    /**
     * For a session that begins: what the last one in this project was for, open ends, and what anybody has remembered
     * since that began.
     */
    static List<ContextRow> beginning(Reading reading, String session) {
        var lines = new ContextLines(reading);
        var last = new SessionReads(reading).last(session);
        last.map(ContextRow::of).ifPresent(lines::row);
        lines.texts(Section.TODO, todos(reading, lines));
        last.ifPresent(before ->
                lines.newest(Section.CHANGED, lines.after(before.at()), ContextBlock.MOST_CHANGES));
        return lines.rows();
    }

    /**
     * For a session that goes on: what it was for, open ends, what was remembered in it and served to it, and what others have remembered
     * since its last event.
     *
     * @param since only what was remembered after this; null for all
     */
    static List<ContextRow> resuming(Reading reading, String session, @Nullable Position since) {
        var lines = new ContextLines(reading);
        var sessions = new SessionReads(reading);
        var end = new Position(sessions.lastOf(session));
        var served = sessions.servedTo(session, ContextBlock.MOST_CHANGES);
        if (end.equals(Position.NONE) && served.isEmpty()) {
            return lines.rows(); // nobody has ever heard of it
        }
        sessions.of(session).stream().map(ContextRow::of).forEach(lines::row);
        lines.texts(Section.TODO, todos(reading, lines));
        IntPredicate own = text -> session.equals(reading.session(text));
        IntPredicate wanted = since == null ? any -> true : lines.after(since);
        lines.newest(Section.WROTE, own.and(wanted), ContextBlock.MOST_CHANGES);
        served.stream()
                .filter(each -> since == null || each.entry().isAfter(since))
                .map(ContextRow::of)
                .forEach(lines::row);
        return lines.newest(
                        Section.CHANGED,
                        lines.after(end).and(wanted).and(own.negate()),
                        ContextBlock.MOST_CHANGES)
                .rows();
    }

    private static IntStream todos(Reading reading, ContextLines lines) {
        return lines.newest(any -> true)
                .limit(LOOKED_AT)
                .filter(text -> reading.text(text).tags().contains(TODO))
                .limit(MOST_TODOS);
    }
}
