package dev.everlog.memory.recall;

import dev.everlog.memory.MemoryException;
import dev.everlog.memory.Remember;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question. Immutable.
 *
 * @param query in plain words
 * @param kinds as {@code TextVersion.kind()} says it; empty for all
 * @param about nodes (handle, subject, key, name) to one of which a text must be linked; empty for
 *     all
 * @param since first occurredAt
 * @param until last occurredAt
 * @param now what recency is measured from; where the vantage asks for no valid time, a text that is true then is found
 *     beside the one announced to take its place
 * @param depth steps in the graph, 0 for none, at most {@value #DEEPEST}
 * @param limit hits, 1 to {@value #MOST}
 * @param weights of the parts
 */
public record RecallRequest(
        String query,
        Set<String> kinds,
        List<String> about,
        @Nullable Instant since,
        @Nullable Instant until,
        Instant now,
        int depth,
        int limit,
        Weights weights) {
    /** Steps that are enough for what is said beside a thing. */
    public static final int DEFAULT_DEPTH = 1;

    /** Steps after which everything is related to everything. */
    public static final int DEEPEST = 4;

    /** Hits of one answer. */
    public static final int MOST = 1_000;

    public RecallRequest {
        kinds = Set.copyOf(kinds);
        about = List.copyOf(about);
        check(query, limit);
        if (depth < 0 || depth > DEEPEST) {
            throw invalid(
                    "depth must be 0.." + DEEPEST + ", was " + depth,
                    "1 is what is linked directly");
        }
        if (since != null && until != null && until.isBefore(since)) {
            throw invalid(
                    "until is before since, so nothing can be found",
                    "leave one of the two away, or swap them");
        }
    }

    static void check(String query, int limit) {
        if (query.isBlank()) {
            throw invalid(
                    "query is empty", "ask in plain words, for instance \"what does Ada drink?\"");
        }
        if (query.codePointCount(0, query.length()) > Remember.MAX_TEXT) {
            throw invalid(
                    "query must have 1.."
                            + Remember.MAX_TEXT
                            + " characters, has "
                            + query.codePointCount(0, query.length()),
                    "a sentence or two find more than a document");
        }
        if (limit < 1 || limit > MOST) {
            throw invalid(
                    "limit must be 1.." + MOST + ", was " + limit,
                    "10 is enough for most questions");
        }
    }

    /** Ten hits for a question, with the usual weights. */
    public static RecallRequest of(String query, Instant now) {
        return new RecallRequest(
                query, Set.of(), List.of(), null, null, now, DEFAULT_DEPTH, 10, Weights.DEFAULT);
    }

    /**
     * How much each part counts when they are added up; at least one besides recency counts.
     *
     * @param meaning cosine of the embeddings, 0 to 10; 0 leaves a part out
     * @param words BM25
     * @param turns what the turns right before and after in a conversation score
     * @param graph nearness in the graph to what the question names and to the best hits
     * @param recency of the candidates found by the others
     */
    public record Weights(
            double meaning, double words, double turns, double graph, double recency) {
        private static final double HEAVIEST = 10;

        /** Tuned on development data: see ADR 11. Graph and recency make no difference there. */
        public static final Weights DEFAULT = new Weights(1, 0.5, 0.3, 0.2, 0.02);

        public Weights {
            for (double weight : new double[] {meaning, words, turns, graph, recency}) {
                if (!(weight >= 0 && weight <= HEAVIEST)) {
                    throw invalid(
                            "a weight must be 0.." + HEAVIEST + ", was " + weight,
                            "0 leaves a part out, 1 is ordinary");
                }
            }
            if (meaning == 0 && words == 0 && graph == 0) {
                throw invalid(
                        "the parts all weigh 0, so nothing can be found",
                        "recency only orders what the others find: for instance {\"words\": 1, \"recency\": 10}");
            }
        }
    }

    private static MemoryException invalid(String message, String hint) {
        return new MemoryException(MemoryException.Kind.INVALID, message, hint);
    }
}
