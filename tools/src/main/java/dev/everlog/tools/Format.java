package dev.everlog.tools;

import tools.jackson.databind.node.ObjectNode;

/** The form of an answer's text. */
enum Format {
    /** Compact lines. */
    TEXT,
    JSON;

    boolean isWantedBy(ObjectNode arguments) {
        return arguments.path("format").asString("").equals(Names.constant(this));
    }
}
