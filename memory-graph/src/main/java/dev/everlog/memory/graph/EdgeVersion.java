package dev.everlog.memory.graph;

import org.jspecify.annotations.Nullable;

/**
 * What one event said about an edge. Immutable.
 *
 * @param position of the event
 * @param act what it did
 * @param weight of a RECORDED one
 * @param from of a RECORDED one: valid time in microseconds, {@link Long#MIN_VALUE} for "since ever"
 * @param to of a RECORDED or CLOSED one: first invalid microsecond, or {@link Long#MAX_VALUE}
 * @param because number of the node whose edge made a CLOSED one end, else 0
 * @param project of the event
 */
public record EdgeVersion(
        long position,
        Act act,
        double weight,
        long from,
        long to,
        int because,
        @Nullable String project) {
    /** What an event does to an edge. */
    public enum Act {
        /** It is there, like this. */
        RECORDED,
        /** It was true until then; the rest stays as it was. */
        CLOSED,
        /** It is not there any more. */
        DROPPED
    }

    /** A version that says that the edge is there. */
    public static EdgeVersion recorded(
            long position, double weight, long from, long to, @Nullable String project) {
        return new EdgeVersion(position, Act.RECORDED, weight, from, to, 0, project);
    }

    /** A version that ends the validity. */
    public static EdgeVersion closed(
            long position, long to, int because, @Nullable String project) {
        return new EdgeVersion(position, Act.CLOSED, 0, Long.MIN_VALUE, to, because, project);
    }

    /** A version that says that the edge is gone. */
    public static EdgeVersion dropped(long position, @Nullable String project) {
        return new EdgeVersion(
                position, Act.DROPPED, 0, Long.MIN_VALUE, Long.MAX_VALUE, 0, project);
    }
}
