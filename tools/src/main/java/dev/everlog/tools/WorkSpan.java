package dev.everlog.tools;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.Consent;
import dev.everlog.memory.Scope;
import dev.everlog.memory.UndoWork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose work is to be undone, or of when by the time at which the log took it. Immutable. */
record WorkSpan(
        @Doc(value = "undo its work", listed = false) @Nullable String session,
        @Doc(value = "undo what was written after e1042 or a time", listed = false)
                @Nullable PointInLog writtenAfter,
        @Doc(value = "undo what was written up to e1042 or a time", listed = false)
                @Nullable PointInLog writtenUntil) {
    boolean isEmpty() {
        return session == null && writtenAfter == null && writtenUntil == null;
    }

    /** Of all projects, unless the call names one: half of a session's work undone is no state that ever was. */
    UndoWork request(EventWriteTool.DeleteEvents asked, Call call, Consent consent) {
        if (asked.events() != null) {
            throw new ToolException(
                    ToolException.Kind.INVALID_ARGUMENT,
                    "events are hidden one by one, a session's or a span's work is undone: not both",
                    "leave out events, or session, written_after and written_until");
        }
        var reader = Reader.of(call, new ReadOptions("*", null, null, null));
        return new UndoWork(
                asked.filter().query(call, List.of(), session, null),
                writtenAfter == null ? Position.NONE : reader.at(writtenAfter),
                writtenUntil == null ? new Position(Long.MAX_VALUE) : reader.at(writtenUntil),
                asked.write().project() == null ? Scope.ALL : call.scope(asked.write().project()),
                asked.reason(),
                consent);
    }
}
