package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.everlog.memory.NodeRow;
import dev.everlog.memory.Reading;
import dev.everlog.memory.Serving;
import dev.everlog.memory.SessionReads;
import dev.everlog.memory.StartSession;
import dev.everlog.memory.TextVersion;
import org.jspecify.annotations.Nullable;

/**
 * A line of a context block, with the handle to cite it by.
 *
 * @param occurredAt null for a node
 * @param who said it, or wrote it down; null for a node
 * @param served see {@link Row#served}
 */
record ContextRow(
        Section section,
        String handle,
        @Nullable String occurredAt,
        @Nullable String who,
        String kind,
        String text,
        @JsonIgnore long served)
        implements Row<ContextRow> {
    /** Types of events of one line. */
    private static final int MOST_TYPES = 8;

    /** Why a line is in the block, in the order of the block. */
    enum Section {
        /** What the session was started for that this one goes on with. */
        PARENT,
        /** What a session was started for. */
        GOAL,
        /** What a session was started for that goes on with this one. */
        CHILD,
        /** A memory tagged todo: an open end. */
        TODO,
        /** What was remembered in a session. */
        WROTE,
        /** What a session asked, and the memories that it was answered with. */
        SERVED,
        /** A preference or a decision that holds. */
        RULE,
        /** What the query is about. */
        ANSWER,
        /** Something that the query names. */
        ABOUT,
        /** What was said since. */
        CHANGED
    }

    static ContextRow of(Section section, TextVersion text) {
        String who =
                text.speaker() != null
                        ? text.speaker()
                        : text.source() != null ? text.source() : text.actor();
        return new ContextRow(
                section,
                text.handle(),
                Times.day(text.occurredAt()),
                who,
                text.kind(),
                text.text(),
                text.position().value());
    }

    static ContextRow of(Section section, StartSession.Started started) {
        return new ContextRow(
                section,
                started.at().toString(),
                Times.day(started.startedAt()),
                started.actor(),
                "session " + started.session(),
                started.goal() == null ? "no goal was said" : started.goal(),
                0);
    }

    /** The question, and as its kind the tool with what it answered. */
    static ContextRow of(Serving serving) {
        String question = serving.question();
        return new ContextRow(
                Section.SERVED,
                serving.entry().toString(),
                Times.day(serving.when()),
                null,
                serving.tool() + " " + String.join(" ", serving.nodes()),
                question == null ? "" : question,
                0);
    }

    static ContextRow of(NodeRow node) {
        String properties = node.properties().isEmpty() ? "" : " " + node.properties();
        return new ContextRow(
                Section.ABOUT,
                node.handle(),
                null,
                null,
                node.key(),
                node.name() + properties,
                node.position().value());
    }

    /** What else was done, as counts of events by type; query_events has them one by one. */
    static ContextRow of(Section section, SessionReads.Deeds deeds, Reading reading) {
        var most = Counts.first(deeds.byType(), MOST_TYPES);
        var others = Counts.leftOut(deeds.byType(), MOST_TYPES);
        return new ContextRow(
                section,
                deeds.last().toString(),
                Times.day(reading.recordedAt(deeds.last())),
                null,
                "events",
                Counts.line(most, others),
                0);
    }

    /** For instance {@code rule n17 2026-05-03 ada preference "Ada prefers tea"}. */
    @Override
    public String line() {
        return Names.constant(section)
                + " "
                + handle
                + (occurredAt == null ? "" : " " + occurredAt)
                + (who == null ? "" : " " + Quoted.name(who))
                + " "
                + Quoted.name(kind)
                + " "
                + Quoted.data(text);
    }

    @Override
    public ContextRow shortened(int characters) {
        return new ContextRow(
                section, handle, occurredAt, who, kind, Quoted.start(text, characters), served);
    }
}
