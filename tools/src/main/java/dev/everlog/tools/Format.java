package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.toonformat.jtoon.JToon;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The form of an answer's text. */
enum Format {
    /** Compact lines. */
    TEXT,
    JSON,
    /** The JSON with the names of its members said once per list: Token-Oriented Object Notation. */
    TOON;

    /** Says what is allowed, for the list of tools does not: thirty of them would repeat it. */
    @JsonCreator
    static Format named(String name) {
        return Stream.of(values())
                .filter(format -> Names.constant(format).equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "must be text, json or toon, was "
                                        + Quoted.data(Names.shortened(name))));
    }

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
