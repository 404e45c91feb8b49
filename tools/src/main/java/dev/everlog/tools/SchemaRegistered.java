package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.RegisterSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schema that was registered, or would be.
 *
 * @param ack null for a dry run, or when this very version was in force already
 * @param breaks why it would be refused; null if it would not
 * @param stored how stored events match it; null but for a dry run
 */
record SchemaRegistered(
        boolean dryRun,
        @JsonUnwrapped @Nullable Ack ack,
        String type,
        long version,
        String mode,
        String compatibility,
        @Nullable List<String> breaks,
        @Nullable Stored stored)
        implements Answer {
    /** @param checked the newest events of the type, of all projects */
    record Stored(int checked, int mismatching, List<Example> examples) {
        static Stored of(RegisterSchema.Stored stored) {
            return new Stored(
                    stored.checked(),
                    stored.mismatching(),
                    stored.examples().stream()
                            .map(each ->
                                    new Example(
                                            each.event().toString(), each.violations().toString()))
                            .toList());
        }
    }

    record Example(String handle, String violations) {}

    static SchemaRegistered of(RegisterSchema.Result result, boolean dryRun) {
        return new SchemaRegistered(
                dryRun,
                result.receipt() == null ? null : Ack.of(result.receipt()),
                result.type(),
                result.version(),
                Names.constant(result.mode()),
                Names.constant(result.compatibility()),
                result.breaks().isEmpty() ? null : result.breaks(),
                result.stored() == null ? null : Stored.of(result.stored()));
    }

    @Override
    public String text() {
        var lines = new Lines();
        String done =
                dryRun
                        ? "dry run, nothing registered: "
                        : ack == null ? "in force already: " : "registered " + ack.words() + ": ";
        lines.add(
                done
                        + "%s v%d, mode %s, compatibility %s"
                                .formatted(Quoted.name(type), version, mode, compatibility));
        lines.add(
                breaks,
                reasons -> "it would be refused: " + Quoted.data(String.join("; ", reasons)));
        lines.add(
                stored,
                found ->
                        "%d of the %s checked do not match"
                                .formatted(
                                        found.mismatching(),
                                        Counts.of(found.checked(), "stored event")));
        if (stored != null) {
            stored.examples()
                    .forEach(each ->
                            lines.add(each.handle() + " " + Quoted.data(each.violations())));
        }
        return lines.toString();
    }
}
