package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.DefineProjection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A projection that was defined.
 *
 * @param ack null if it was defined like this already
 * @param fields none if it was removed
 */
record ProjectionDefined(
        @JsonUnwrapped @Nullable Ack ack, String name, long version, List<String> fields)
        implements Answer {
    static ProjectionDefined of(DefineProjection.Result result) {
        return new ProjectionDefined(
                result.receipt() == null ? null : Ack.of(result.receipt()),
                result.name(),
                result.version(),
                result.fields());
    }

    @Override
    public String text() {
        if (fields.isEmpty() && ack != null) {
            return "removed " + ack.words() + ": " + Quoted.name(name);
        }
        return (ack == null ? "defined like this already: " : "defined " + ack.words() + ": ")
                + Quoted.name(name)
                + " v"
                + version
                + ", fields "
                + String.join(", ", fields)
                + "\nearlier events are folded in the background: memory_list_projections tells how far";
    }
}
