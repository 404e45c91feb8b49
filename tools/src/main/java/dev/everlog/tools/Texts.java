package dev.everlog.tools;

import dev.everlog.tools.ToolException.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Refuses, before anything is stored, strings that could not be stored and read back as they are. How long a string may
 * be is said by whoever keeps it.
 */
final class Texts {
    private Texts() {}

    /**
     * Walks all strings and property names of a call's arguments.
     *
     * @throws ToolException {@code INVALID_TEXT} that names the parameter
     */
    static void check(JsonNode arguments) {
        check(arguments, "");
    }

    private static void check(JsonNode value, String path) {
        if (value.isString()) {
            refuse(path, value.stringValue());
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(value.get(i), path + "[" + i + "]");
            }
        } else if (value.isObject()) {
            value.properties()
                    .forEach(property -> {
                        String inner = (path.isEmpty() ? "" : path + ".") + property.getKey();
                        refuse(
                                "a property name below "
                                        + (path.isEmpty() ? "the arguments" : path),
                                property.getKey());
                        check(property.getValue(), inner);
                    });
        }
    }

    private static void refuse(String where, String text) {
        String fault = fault(text);
        if (fault != null) {
            throw new ToolException(Kind.INVALID_TEXT, where + " " + fault, "nothing was stored");
        }
    }

    private static @Nullable String fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "contains the character NUL (U+0000) at index " + i + ": leave it out";
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "contains half of a surrogate pair at index "
                        + i
                        + ", which is no Unicode text: cut between"
                        + " characters, not inside them";
            }
        }
        return null;
    }
}
