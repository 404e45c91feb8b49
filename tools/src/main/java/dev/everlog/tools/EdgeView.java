package dev.everlog.tools;

import dev.everlog.memory.EdgeRow;
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
        @Nullable String validFrom,
        @Nullable String validTo) {
    static EdgeView of(EdgeRow edge) {
        return new EdgeView(
                edge.handle(),
                edge.source(),
                edge.sourceKey(),
                edge.relation(),
                edge.target(),
                edge.targetKey(),
                edge.weight(),
                edge.properties().isEmpty() ? null : edge.properties(),
                Times.orNull(edge.validity().from()),
                Times.orNull(edge.validity().to()));
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
                + validity(validFrom, validTo)
                + (properties == null ? "" : " " + Quoted.json(properties));
    }

    /** A blank and the range; empty for what is always true. */
    static String validity(@Nullable String from, @Nullable String to) {
        return from == null && to == null
                ? ""
                : " valid " + (from == null ? "" : from) + ".." + (to == null ? "" : to);
    }
}
