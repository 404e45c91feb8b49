package dev.everlog.memory;

import java.util.Locale;

/** What sort of thing is remembered. */
public enum MemoryKind {
    FACT,
    PREFERENCE,
    DECISION,
    EVENT,
    PROCEDURE,
    NOTE;

    /** In lower case, as answers show it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
