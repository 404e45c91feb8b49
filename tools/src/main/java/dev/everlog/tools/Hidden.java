package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.EraseEvents;
import dev.everlog.memory.HideEvents;
import dev.everlog.memory.UndoWork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was hidden, or would be.
 *
 * @param ack null for a dry run, or when there was nothing to hide
 * @param undo what restore_events wants as {@code deletion}; null if nothing was hidden
 * @param events handles, neighbours as ranges, at most {@link #SHOWN} of these
 * @param skipped what was left alone, each with why
 * @param confirmToken what the real call must show; null if it needs none, or if this was it
 * @param work null where events were named, not work
 * @param erased null where they are only hidden
 */
record Hidden(
        boolean dryRun,
        @JsonUnwrapped @Nullable Ack ack,
        @Nullable String undo,
        int count,
        List<String> events,
        List<String> skipped,
        @Nullable String confirmToken,
        @JsonUnwrapped @Nullable Undone work,
        @JsonUnwrapped @Nullable Erased erased)
        implements Answer {
    /** Ranges: enough to see that the right ones are meant; query_events with the same filters shows them all. */
    static final int SHOWN = 100;

    static Hidden of(HideEvents.Result result, boolean dryRun) {
        return new Hidden(
                dryRun,
                result.receipt() == null ? null : Ack.of(result.receipt()),
                result.undo() == null ? null : result.undo().toString(),
                result.hidden().size(),
                Handles.shown(result.hidden()),
                result.skipped().stream().limit(SHOWN).toList(),
                result.confirmToken(),
                null,
                null);
    }

    static Hidden of(EraseEvents.Result result, Erased erased, boolean dryRun) {
        return new Hidden(
                dryRun,
                result.receipt() == null ? null : Ack.of(result.receipt()),
                null,
                result.events().size(),
                Handles.shown(result.events()),
                result.kept().stream().limit(SHOWN).toList(),
                result.confirmToken(),
                null,
                erased);
    }

    static Hidden of(UndoWork.Result result, boolean dryRun) {
        return new Hidden(
                dryRun,
                result.receipt() == null ? null : Ack.of(result.receipt()),
                result.undo() == null ? null : result.undo().toString(),
                result.hidden().size(),
                Handles.shown(result.hidden()),
                result.kept().stream().limit(SHOWN).toList(),
                result.confirmToken(),
                Undone.of(result),
                null);
    }

    @Override
    public String text() {
        var lines = new Lines();
        if (erased == null) {
            lines.add(head());
        } else {
            erased.addTo(lines, dryRun, ack);
        }
        if (work != null) {
            work.addTo(lines);
        }
        skipped.forEach(why -> lines.add("skipped " + Quoted.data(why)));
        lines.add(undo, handle -> "undo: restore_events {\"deletion\": \"" + handle + "\"}");
        lines.add(Preview.next(dryRun, count, confirmToken), next -> next);
        return lines.toString();
    }

    private String head() {
        String done = ack == null ? "nothing hidden: " : "hidden " + ack.words() + ": ";
        return (dryRun ? "dry run, nothing hidden; would hide " : done)
                + Counts.of(count, "event")
                + ": "
                + String.join(" ", events);
    }
}
