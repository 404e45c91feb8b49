package dev.everlog.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How soon a process recalls what another one remembered, on the same directory. One thread. */
record Visibility(McpProcess writer, McpProcess reader) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WARM_UP = 20;

    /** A way in which a process can know a memory. */
    enum Sight {
        /** {@code query_events}: the other process has read the event. */
        READ,
        /** {@code memory_recall}: its indexes have it too, and the question was embedded. */
        RECALLED;

        boolean sees(McpProcess reader, String word) {
            return switch (this) {
                case READ -> reads(reader, word);
                case RECALLED -> recalls(reader, word);
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Opens the memory, loads the model and compiles the hot paths in both. */
    void warmUp() {
        for (int i = 0; i < WARM_UP; i++) {
            delayMillis(Sight.RECALLED, "warm" + i);
            swap().delayMillis(Sight.READ, "swapped" + i);
        }
    }

    /** The same with the parts exchanged. */
    Visibility swap() {
        return new Visibility(reader, writer);
    }

    /**
     * From the moment at which the writer's acknowledgement is here, to the answer in which the reader shows it; the
     * reader is asked again and again.
     *
     * @param word that was not used before
     */
    double delayMillis(Sight sight, String word) {
        writer.call(
                "memory_remember", Map.of("text", "The word of the hour is " + word, "key", word));
        long from = System.nanoTime();
        while (!sight.sees(reader, word)) {
            if (System.nanoTime() - from > PATIENCE.toNanos()) {
                throw new NotMeasuredException("the other process never knows " + word);
            }
        }
        return (System.nanoTime() - from) / 1e6;
    }

    /** What it takes to be shown a word that has been known for long. */
    double knownMillis(Sight sight, String word) {
        long from = System.nanoTime();
        sight.sees(reader, word);
        return (System.nanoTime() - from) / 1e6;
    }

    private static boolean reads(McpProcess reader, String word) {
        var arguments = Map.of("subjects", List.of("memory/" + word), "format", "json");
        return !reader.json("query_events", arguments).path("items").isEmpty();
    }

    private static boolean recalls(McpProcess reader, String word) {
        var arguments = Map.of("query", "word of the hour " + word, "limit", 5, "format", "json");
        return reader.json("memory_recall", arguments)
                .path("items")
                .valueStream()
                .anyMatch(row -> row.path("key").asString("").equals(word));
    }
}
