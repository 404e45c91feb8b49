package dev.everlog.tools;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.Reading;
import dev.everlog.memory.SessionReads;
import dev.everlog.memory.SessionReads.Deeds;
import dev.everlog.memory.StartSession.Started;
import dev.everlog.tools.ContextRow.Section;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has to know who begins a session, or goes on with one. The same at the same position. For one reading.
 */
final class Brief {
    /** A memory with this tag is an open end, until it is remembered again without it. */
    private static final String TODO = "todo";

    /** Memories among which open ends are looked for; to read tags costs 6 us each. */
    private static final int LOOKED_AT = 1_000;

    private static final int MOST_TODOS = 20;

    /** The newest sessions that go on with one: more are a report, which query_events gives. */
    private static final int MOST_CHILDREN = 10;

    private final Reading reading;
    private final SessionReads sessions;
    private final ContextLines lines;

    Brief(Reading reading) {
        this.reading = reading;
        this.sessions = new SessionReads(reading);
        this.lines = new ContextLines(reading);
    }

    /**
     * For a session that begins: what its parent was for and left open, what the last one in this project was for, open
     * ends, and what anybody has remembered since that began.
     *
     * @param parent session that it goes on with
     */
    List<ContextRow> beginning(String session, @Nullable String parent) {
        if (parent != null) {
            inherit(parent);
        }
        var last = sessions.last(session);
        last.filter(before -> !before.session().equals(parent))
                .map(before -> ContextRow.of(Section.GOAL, before))
                .ifPresent(lines::row);
        todos(any -> true);
        last.ifPresent(before -> {
            lines.newest(Section.CHANGED, lines.after(before.at()), ContextBlock.MOST_CHANGES);
            deeds(Section.CHANGED, sessions.deedsBeside(session, before.at()));
        });
        return lines.rows();
    }

    /**
     * For a session that goes on: what its parent was for and left open, what it was for itself, which sessions go on
     * with it, open ends, what was remembered in it and served to it, and what others have remembered since its last
     * event.
     *
     * @param since only what was remembered or started after this; null for all
     */
    List<ContextRow> resuming(String session, @Nullable Position since) {
        Predicate<Position> wanted = at -> since == null || at.isAfter(since);
        var starts = sessions.of(session);
        starts.stream()
                .map(Started::parent)
                .filter(Objects::nonNull)
                .filter(parent -> !parent.equals(session))
                .distinct()
                .forEach(this::inherit);
        rows(Section.GOAL, starts);
        rows(
                Section.CHILD,
                sessions.children(session, MOST_CHILDREN).stream()
                        .filter(child -> wanted.test(child.at()))
                        .toList());
        var served = sessions.servedTo(session, ContextBlock.MOST_CHANGES);
        var end = new Position(sessions.lastOf(session));
        if (end.equals(Position.NONE) && served.isEmpty()) {
            return lines.rows(); // it has done nothing
        }
        todos(any -> true);
        IntPredicate own = text -> session.equals(reading.session(text));
        IntPredicate told = since == null ? any -> true : lines.after(since);
        lines.newest(Section.WROTE, own.and(told), ContextBlock.MOST_CHANGES);
        var from = since == null ? Position.NONE : since;
        deeds(Section.WROTE, sessions.deedsOf(session, from));
        served.stream()
                .filter(each -> wanted.test(each.entry()))
                .map(ContextRow::of)
                .forEach(lines::row);
        lines.newest(
                Section.CHANGED,
                lines.after(end).and(told).and(own.negate()),
                ContextBlock.MOST_CHANGES);
        deeds(Section.CHANGED, sessions.deedsBeside(session, end.isAfter(from) ? end : from));
        return lines.rows();
    }

    private void deeds(Section section, Optional<Deeds> done) {
        done.map(each -> ContextRow.of(section, each, reading)).ifPresent(lines::row);
    }

    /** What a session was for when it was started last, and what it left open. */
    private void inherit(String parent) {
        rows(Section.PARENT, sessions.of(parent).stream().limit(1).toList());
        todos(text -> parent.equals(reading.session(text)));
    }

    private void rows(Section section, List<Started> started) {
        started.stream().map(each -> ContextRow.of(section, each)).forEach(lines::row);
    }

    private void todos(IntPredicate wanted) {
        IntStream open =
                lines.newest(wanted)
                        .limit(LOOKED_AT)
                        .filter(text -> reading.text(text).tags().contains(TODO))
                        .limit(MOST_TODOS);
        lines.texts(Section.TODO, open);
    }
}
