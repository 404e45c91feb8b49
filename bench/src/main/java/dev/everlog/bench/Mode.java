package dev.everlog.bench;

import java.util.Locale;
import java.util.Map;

/** What recall goes by: as it is by default, or one part alone. */
enum Mode {
    HYBRID,
    WORDS,
    MEANING;

    /** What it adds to the arguments of {@code memory_recall}. */
    Map<String, Object> arguments() {
        return switch (this) {
            case HYBRID -> Map.of();
            case WORDS -> weights(1, 0);
            case MEANING -> weights(0, 1);
        };
    }

    private static Map<String, Object> weights(int words, int meaning) {
        return Map.of(
                "weights", Map.of("words", words, "meaning", meaning, "graph", 0, "recency", 0));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
