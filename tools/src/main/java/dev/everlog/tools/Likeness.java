package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.Reading;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.recall.RecallRequest;
import dev.everlog.memory.recall.Recalled;
import java.util.List;

/** One {@code memory_similar}, page by page. Immutable. */
record Likeness(GraphTool.MemorySimilar asked, Reader reader, Vantage vantage) {
    /** What the others are like; the node is 0 for a text of the caller's. */
    private record Pattern(String text, int node) {}

    Rows<MemoryRow> answer() {
        int all =
                requireNonNullElse(asked.topK(), Math.max(Question.DEFAULT_TOP_K, reader.limit()));
        return new Findings(reader, vantage, false, reader.marked(asked.validAt()))
                .rows(all, () -> similar(pattern(), all));
    }

    private Pattern pattern() {
        String id = asked.id();
        return id == null
                ? new Pattern(requireNonNullElse(asked.text(), ""), 0)
                : reader.memory().read(vantage, reading -> pattern(reading, id));
    }

    private static Pattern pattern(Reading reading, String id) {
        int node = reading.resolve(id);
        var text = reading.node(node).text();
        if (text == null) {
            throw new ToolException(
                    ToolException.Kind.INVALID_ARGUMENT,
                    Quoted.name(id) + " has no text to be like",
                    "give a memory (n17 or its key), or a text");
        }
        return new Pattern(text.text(), node);
    }

    private Recalled similar(Pattern pattern, int limit) {
        var call = reader.call();
        var request =
                new RecallRequest(
                        pattern.text,
                        Kind.names(asked.kinds()),
                        List.of(),
                        call.from(asked.since()),
                        call.through(asked.until()),
                        reader.present(),
                        0,
                        limit,
                        RecallRequest.Weights.DEFAULT);
        return call.recall().similar(request, pattern.node, vantage);
    }
}
