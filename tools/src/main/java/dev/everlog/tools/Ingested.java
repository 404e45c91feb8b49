package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.Ingest;
import dev.everlog.memory.Mismatch;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was appended.
 *
 * @param events the first {@link #SHOWN} of them, in order of position
 * @param leftOut how many more there are, at the positions that follow
 * @param warnings where an event does not match the schema of its type; null if all do
 */
record Ingested(
        @JsonUnwrapped Ack ack,
        List<Stored> events,
        @Nullable Integer leftOut,
        @Nullable List<String> warnings)
        implements Answer {
    /** Rows that an answer repeats; the handles of the others are known, since positions have no gaps. */
    private static final int SHOWN = 50;

    /** @param version of the subject with this event */
    record Stored(String handle, String id, String subject, long version) {}

    static Ingested of(Ingest.Result result) {
        var shown =
                result.events().stream()
                        .limit(SHOWN)
                        .map(event ->
                                new Stored(
                                        event.handle(),
                                        event.id().toString(),
                                        event.subject(),
                                        event.version()))
                        .toList();
        int left = result.events().size() - shown.size();
        var warnings = result.warnings().stream().map(Mismatch::toString).toList();
        return new Ingested(
                Ack.of(result.receipt()),
                shown,
                left == 0 ? null : left,
                warnings.isEmpty() ? null : warnings);
    }

    @Override
    public String text() {
        String rows =
                events.stream()
                        .map(event ->
                                event.handle()
                                        + " "
                                        + Quoted.name(event.subject())
                                        + " v"
                                        + event.version())
                        .collect(Collectors.joining("\n"));
        return "recorded "
                + ack.words()
                + "\n"
                + rows
                + (leftOut == null ? "" : "\n" + leftOut + " more, at the positions that follow")
                + (warnings == null
                        ? ""
                        : warnings.stream()
                                .map(warning -> "\nwarning: " + Quoted.data(warning))
                                .collect(Collectors.joining()));
    }
}
