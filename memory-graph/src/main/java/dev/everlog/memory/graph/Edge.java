package dev.everlog.memory.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongPredicate;
import org.jgrapht.graph.DefaultEdge;
import org.jspecify.annotations.Nullable;

/**
 * An edge with everything that was ever said about it, in order of position. Two edges are the same only if they are one
 * object. Changed by the folding thread only.
 */
@SuppressWarnings("serial") // JGraphT's base class is serializable, nobody serializes it
public final class Edge extends DefaultEdge {
    /**
     * What is seen of an edge.
     *
     * @param recorded the version that says what it is
     * @param to when its validity ends, after all that is seen
     * @param position of the last event that is seen of it
     */
    public record Seen(EdgeVersion recorded, long to, long position) {
        /** Whether it was true at a time; {@link Node#ANY_TIME} for whenever. */
        public boolean validAt(long time) {
            return time == Node.ANY_TIME || (time >= recorded.from() && time < to);
        }

        /** Whether there is a moment at which it and an interval are both valid. */
        public boolean overlaps(long from, long until) {
            return recorded.from() < until && from < to;
        }
    }

    private final int number;
    private final String relation;
    private final int stint;
    private final List<EdgeVersion> versions = new ArrayList<>(1);

    Edge(int number, String relation, int stint) {
        this.number = number;
        this.relation = relation;
        this.stint = stint;
    }

    /** Dense, from 1, in order of first appearance. */
    public int number() {
        return number;
    }

    public String relation() {
        return relation;
    }

    /** Tells apart the times at which the same relation held between the same two nodes; from 1. */
    public int stint() {
        return stint;
    }

    public Node source() {
        return (Node) getSource();
    }

    public Node target() {
        return (Node) getTarget();
    }

    /** The end that is not the given one; the node itself for a loop. */
    public Node other(Node end) {
        return source() == end ? target() : source();
    }

    /** All versions, oldest first. */
    public List<EdgeVersion> versions() {
        return Collections.unmodifiableList(versions);
    }

    void add(EdgeVersion version) {
        versions.add(version);
    }

    /** What is seen of it, at whatever valid time; null if it is not there. The ends are not looked at. */
    public @Nullable Seen seen(LongPredicate sees) {
        EdgeVersion closed = null;
        long last = 0;
        for (int i = versions.size() - 1; i >= 0; i--) {
            EdgeVersion version = versions.get(i);
            if (!sees.test(version.position())) {
                continue;
            }
            last = Math.max(last, version.position());
            switch (version.act()) {
                case CLOSED -> closed = closed == null ? version : closed;
                case DROPPED -> {
                    return null;
                }
                case RECORDED -> {
                    return new Seen(version, closed == null ? version.to() : closed.to(), last);
                }
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return source().key() + " " + relation + " " + target().key();
    }
}
