package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.RestoreEvents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is visible again, or would be.
 *
 * @param ack null for a dry run, or when there was nothing to restore
 * @param events handles, neighbours as ranges, at most {@link Hidden#SHOWN} of these
 * @param hidden events that the deletion had brought, and that go with it; null for none
 * @param impossible what cannot come back, each with why
 * @param confirmToken what the real call must show; null if it needs none, or if this was it
 */
record Restored(
        boolean dryRun,
        @JsonUnwrapped @Nullable Ack ack,
        int count,
        List<String> events,
        @Nullable List<String> hidden,
        List<String> impossible,
        @Nullable String confirmToken)
        implements Answer {
    static Restored of(RestoreEvents.Result result, boolean dryRun) {
        return new Restored(
                dryRun,
                result.receipt() == null ? null : Ack.of(result.receipt()),
                result.restored().size(),
                Handles.shown(result.restored()),
                result.hidden().isEmpty() ? null : Handles.shown(result.hidden()),
                result.impossible().stream().limit(Hidden.SHOWN).toList(),
                result.confirmToken());
    }

    @Override
    public String text() {
        var lines = new Lines();
        String done = ack == null ? "nothing restored: " : "restored " + ack.words() + ": ";
        lines.add(
                (dryRun ? "dry run, nothing restored; would restore " : done)
                        + Counts.of(count, "event")
                        + ": "
                        + String.join(" ", events));
        lines.add(
                hidden,
                away ->
                        "hidden with it, since the deletion had brought them: "
                                + String.join(" ", away));
        impossible.forEach(why -> lines.add("cannot come back: " + Quoted.data(why)));
        lines.add(
                Preview.next(dryRun, count + (hidden == null ? 0 : 1), confirmToken), next -> next);
        return lines.toString();
    }
}
