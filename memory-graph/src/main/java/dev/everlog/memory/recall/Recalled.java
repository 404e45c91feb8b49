package dev.everlog.memory.recall;

import dev.everlog.eventlog.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a question brought back. Immutable.
 *
 * @param hits best first
 * @param position what the answer knows
 * @param freshThrough up to here everything is searchable by meaning too
 * @param degraded one sentence on what was missing (no model, still loading), null if nothing
 */
public record Recalled(
        List<Hit> hits, Position position, Position freshThrough, @Nullable String degraded) {
    /**
     * A text that was found.
     *
     * @param ordinal for {@link dev.everlog.memory.Reading#text}, which reads the log: ask for what is shown
     * @param score the sum of the reasons' shares, comparable within one answer only
     */
    public record Hit(int ordinal, double score, List<Reason> reasons) {}

    /**
     * Why a text was found.
     *
     * @param part {@code meaning}, {@code words}, {@code turns}, {@code graph} or {@code recency}; {@code pending} for
     *     a text that has no vector yet and is taken to be as near in meaning as it is in words
     * @param rank of this text in that part, from 1
     * @param value cosine, BM25 score, and so on
     * @param share what this adds to the score: the part's weight times the value, scaled so that parts can be added
     *     (standard deviations above the mean of the candidates; as it is for {@code turns})
     * @param path how the graph led there, for instance {@code n3 -about- n17}, or the turn nearby that spoke for it
     *     most, {@code n16}; null for the other parts
     */
    public record Reason(
            String part, int rank, double value, double share, @Nullable String path) {}
}
