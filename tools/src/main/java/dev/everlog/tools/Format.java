package dev.everlog.tools;

import dev.toonformat.jtoon.JToon;
import tools.jackson.databind.node.ObjectNode;

/** The form of an answer's text. */
enum Format {
    /** Compact lines. */
    TEXT,
    JSON,
    /** The JSON with the names of its members said once per list: Token-Oriented Object Notation. */
    TOON;

    static Format wantedBy(ObjectNode arguments) {
        String wanted = arguments.path("format").asString("");
        for (Format format : values()) {
            if (Names.constant(format).equals(wanted)) {
                return format;
            }
        }
        return TEXT;
    }

    /**
     * The text of an answer.
     *
     * @param lines the same in compact lines
     */
    String text(ObjectNode structured, String lines) {
        return switch (this) {
            case TEXT -> lines;
            case JSON -> structured.toString();
            case TOON -> JToon.encodeJson(structured.toString());
        };
    }
}
