package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.Consent;
import dev.everlog.memory.EraseEvents;
import dev.everlog.memory.EraseThings;
import dev.everlog.memory.EventQuery;
import dev.everlog.memory.Forget;
import java.time.Duration;

/**
 * One call that takes data away for ever, and waits until that is done and this process has let go of it. Immutable.
 *
 * @param deadline of all its waiting, in the time of {@link System#nanoTime}
 */
record Erasing(Call call, Consent consent, WriteOptions write, long deadline) {
    /** Less than half of what clients wait for an answer; 100,000 events took 22 s on two cores with other work. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    static Erasing of(Call call, Consent consent, WriteOptions write) {
        return new Erasing(call, consent, write, System.nanoTime() + PATIENCE.toNanos());
    }

    Hidden events(EventWriteTool.DeleteEvents asked) {
        if (!asked.work().isEmpty()) {
            throw new ToolException(
                    ToolException.Kind.INVALID_ARGUMENT,
                    "a session's or a span's work is undone, which turns its deletions back too: that can only be hidden",
                    "hide it (mode hide), then erase the events that the answer names: events=[…], mode=erase");
        }
        var handles = Handle.positions(asked.events());
        if (handles.isEmpty() == asked.filter().isEmpty()) {
            throw new ToolException(
                    ToolException.Kind.INVALID_ARGUMENT,
                    "say which events: either by handle or by filters",
                    "for example events: [\"e1042\"]");
        }
        var which = requireNonNullElse(asked.filter().orNull(call), EventQuery.ALL).among(handles);
        var request = new EraseEvents(which, call.scope(write.project()), asked.reason(), consent);
        var result = request.in(call.memory(), call.writer(write), left());
        return Hidden.of(result, erased(result), consent.dryRun());
    }

    Forgotten things(Forget which) {
        var result = new EraseThings(which).in(call.memory(), call.writer(write), left());
        return Forgotten.of(result, erased(result.events()), consent.dryRun());
    }

    private Erased erased(EraseEvents.Result result) {
        return Erased.of(result, !result.done().isEmpty() && !call.letsGo(left()));
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }
}
