package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.EdgeRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An edge as it is answered.
 *
 * @param handle by which it can be forgotten, {@code e1042}
 * @param source handle of a node
 * @param target handle of a node
 */
record EdgeView(
        String handle,
        String source,
        String sourceSubject,
        String relation,
        String target,
        String targetSubject,
        double weight,
        @Nullable ObjectNode properties,
        @JsonUnwrapped Valid valid) {
    static EdgeView of(EdgeRow edge) {
        return of(edge, null);
    }

    /** @param now by which it is marked as valid or not, null for no mark */
    static EdgeView of(EdgeRow edge, @Nullable Instant now) {
        return new EdgeView(
                edge.handle(),
                edge.source(),
                edge.sourceKey(),
                edge.relation(),
                edge.target(),
                edge.targetKey(),
                edge.weight(),
                edge.properties().isEmpty() ? null : edge.properties(),
                Valid.of(edge.validity(), now));
    }

    /** For instance {@code e12 n3 -works_at-> n5}. */
    String line() {
        return handle
                + " "
                + source
                + " -"
                + Quoted.name(relation)
                + "-> "
                + target
                + (weight == 1 ? "" : " w" + weight)
                + valid.words()
                + (properties == null ? "" : " " + Quoted.json(properties));
    }
}
