package dev.everlog.tools;

import dev.everlog.memory.AsOf;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.recall.RecallRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a {@code memory_forget} means. */
final class Targets {
    /** Memories that one query can forget: few enough to be looked at one by one in the dry run. */
    private static final int MOST = 20;

    /** Words only: by meaning everything is a little alike, and by recency the dry run and the call would differ. */
    private static final RecallRequest.Weights BY_WORDS = new RecallRequest.Weights(0, 1, 0, 0, 0);

    private Targets() {}

    static List<String> of(MemoryTool.MemoryForget forget, Call call) {
        var named =
                Stream.of(forget.memory(), forget.node(), forget.edge())
                        .flatMap(Stream::ofNullable)
                        .toList();
        if (named.isEmpty() == (forget.query() == null)) {
            throw new ToolException(
                    ToolException.Kind.INVALID_ARGUMENT,
                    "give what to forget: memory, node or edge, or else a query",
                    "example: memory_forget {\"memory\": \"n17\", \"reason\": \"no longer true\"}");
        }
        checkEdges(forget, call);
        return forget.query() == null ? named : recalled(forget.query(), forget, call);
    }

    /** Who says "edge" does not want a node to be gone, nor the other way round. */
    private static void checkEdges(MemoryTool.MemoryForget forget, Call call) {
        call.memory()
                .read(
                        Vantage.NOW,
                        reading -> {
                            if (forget.edge() != null && !reading.isEdge(forget.edge())) {
                                throw wrongKind(forget.edge(), "no edge", "memory or node");
                            }
                            Stream.of(forget.memory(), forget.node())
                                    .flatMap(Stream::ofNullable)
                                    .filter(reading::isEdge)
                                    .findFirst()
                                    .ifPresent(edge -> {
                                        throw wrongKind(edge, "an edge", "edge");
                                    });
                            return true;
                        });
    }

    private static ToolException wrongKind(String handle, String is, String instead) {
        return new ToolException(
                ToolException.Kind.INVALID_ARGUMENT,
                Quoted.data(Names.shortened(handle)) + " is " + is + ": give it as " + instead,
                "memory_neighbors shows the handles of edges (e1042) and nodes (n17)");
    }

    private static List<String> recalled(String query, MemoryTool.MemoryForget forget, Call call) {
        var request =
                new RecallRequest(
                        query, Set.of(), List.of(), null, null, call.now(), 0, MOST, BY_WORDS);
        var vantage = new Vantage(AsOf.NOW, null, call.scope(forget.write().project()));
        var hits = call.recall().recall(request, vantage).hits();
        if (hits.isEmpty()) {
            throw new ToolException(
                    ToolException.Kind.NOT_FOUND,
                    "no memory answers to this query",
                    "try memory_recall first");
        }
        return call.memory()
                .read(
                        vantage,
                        reading ->
                                hits.stream()
                                        .map(hit -> "n" + reading.nodeOfText(hit.ordinal()))
                                        .distinct()
                                        .toList());
    }
}
