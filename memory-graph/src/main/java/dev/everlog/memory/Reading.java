package dev.everlog.memory;

import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.Node;
import dev.everlog.memory.graph.NodeVersion;
import java.time.Instant;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The memory as it is seen from a vantage, for the time of one {@link Memory#read}: nothing is folded meanwhile, so
 * keep it short and keep nothing of it. Confined to the reading thread.
 */
public final class Reading {
    private final States states;
    private final EventLog log;
    private final Position position;
    private final Vantage vantage;
    private final long validAt;
    private final LongPredicate sees;

    /** Null where other events are hidden than really are. */
    private final @Nullable Memo memo;

    Reading(States states, EventLog log, Position position, Vantage vantage, @Nullable Memo memo) {
        this(
                states,
                log,
                position,
                vantage,
                event -> states.visibility().sees(event, position.value()),
                memo);
    }

    private Reading(
            States states,
            EventLog log,
            Position position,
            Vantage vantage,
            LongPredicate sees,
            @Nullable Memo memo) {
        this.states = states;
        this.log = log;
        this.position = position;
        this.vantage = vantage;
        this.validAt = Micros.of(vantage.validAt(), Node.ANY_TIME);
        this.sees = sees;
        this.memo = memo;
    }

    /** What this reading knows: everything up to here. */
    public Position position() {
        return position;
    }

    public Vantage vantage() {
        return vantage;
    }

    // Events.

    /**
     * Positions of the visible events of a query, ascending, lazily. Envelopes are looked at in columns; a condition on
     * data reads each event that passes all the rest.
     */
    public LongStream matching(EventQuery query) {
        return new EventSearch(this, query).visible(PageRequest.Order.ASC);
    }

    /** Whether an event notes what was served, and so repeats a question. */
    public boolean isServing(long at) {
        return states().index().type(at).equals(MemoryEventCodec.RECALL_SERVED);
    }

    /** An event that is known to be there, hidden or not. Reads the log. */
    public StoredEvent event(Position at) {
        return event(at.value());
    }

    // Texts, by ordinal.

    /** Versions of texts as of the position; ordinals are below this. */
    public int texts() {
        return texted().through(position.value());
    }

    /**
     * Whether this version is the current text of its node as of the position, not hidden, true at the valid time, and
     * of the scope. Cheap (no reading of the log); false for an ordinal that is not folded as of the position.
     */
    public boolean shows(int ordinal) {
        if (ordinal >= texted().size() || texted().position(ordinal) > position.value()) {
            return false;
        }
        return textOfNode(texted().node(ordinal)) == ordinal;
    }

    /** The version with its text and everything about it, hidden or not. Reads one event of the log. */
    public TextVersion text(int ordinal) {
        return Rows.text(this, ordinal);
    }

    /**
     * The ordinal of the text that a vector of a caller's is for; -1 where the vector is not seen: it is hidden, came
     * later, or a later one took its place. Cheap.
     *
     * @param number as in {@link Memory#embeddings}
     */
    public int embedded(int number) {
        Embeddings all = states.embeddings();
        return number < all.size() && all.isSeen(number, sees)
                ? texted().ordinalAt(all.of(number))
                : -1;
    }

    /** Number of the node of a text. */
    public int nodeOfText(int ordinal) {
        return texted().node(ordinal);
    }

    /** When it happened, to the microsecond. Cheap. */
    public Instant occurredAt(int ordinal) {
        return Micros.instant(texted().occurredMicros(ordinal));
    }

    /** The event that brought it. Cheap. */
    public Position recordedBy(int ordinal) {
        return new Position(texted().position(ordinal));
    }

    /** {@link TextVersion#kind()}, cheap. */
    public String kind(int ordinal) {
        return texted().kind(ordinal);
    }

    /** {@link TextVersion#session()}, cheap. */
    public @Nullable String session(int ordinal) {
        return states.index().session(texted().position(ordinal));
    }

    /** Ordinal of the text that is shown of a node, or -1. */
    public int textOfNode(int number) {
        Node node = graphNode(number);
        return showsNode(number) ? node.text(sees, validAt) : Node.NO_TEXT;
    }

    // Nodes, by number.

    /** Nodes so far; numbers are 1 to this. */
    public int nodes() {
        return states.graph().graph.size();
    }

    /** Whether a node is there as of the position, at the valid time and, for a memory, in the scope. */
    public boolean showsNode(int number) {
        NodeVersion version = graphNode(number).seen(sees, validAt);
        return version != null
                && (!GraphFold.MEMORY.equals(version.type())
                        || vantage.scope().includes(version.project()));
    }

    /** Subject of a node, {@code person/ada}, visible or not. Cheap. */
    public String key(int number) {
        return graphNode(number).key();
    }

    /** Name of a node as seen here, empty for memories. Cheap. */
    public String name(int number) {
        return graphNode(number).name(sees, validAt);
    }

    /** Type of a node as seen here, {@code memory} for memories. Cheap. */
    public String type(int number) {
        return graphNode(number).type(sees, validAt);
    }

    /** The node with everything about it. Reads its events from the log. */
    public NodeRow node(int number) {
        return Rows.node(this, graphNode(number));
    }

    /** Number of the node for a handle, subject, key of a memory or name: {@code NOT_FOUND} or {@code AMBIGUOUS}. */
    public int resolve(String reference) {
        return References.resolve(this, reference).number();
    }

    /** Numbers of the visible nodes whose whole name occurs in a text, longest name first, at most {@code limit}. */
    public List<Integer> namedIn(String text, int limit) {
        return References.namedIn(this, text, limit);
    }

    // Edges.

    /** Whether this is the handle of an event about an edge. Reads that event. */
    public boolean isEdge(String handle) {
        long event = References.eventPosition(handle);
        return event >= 1
                && event <= position.value()
                && EdgeEvents.find(this, event(event)) != null;
    }

    /** A step in the graph; return false to stop. */
    @FunctionalInterface
    public interface Step {
        boolean to(int other, String relation, double weight, boolean outgoing);
    }

    /**
     * Walks over the visible edges of a node, oldest first, outgoing before incoming; a loop is met once. Reads nothing
     * from the log.
     */
    public void links(int number, Step step) {
        Node node = graphNode(number);
        for (Edge edge : states.graph().graph.outgoing(node)) {
            if (!take(edge, node, true, step)) {
                return;
            }
        }
        for (Edge edge : states.graph().graph.incoming(node)) {
            if (edge.source() != node && !take(edge, node, false, step)) {
                return;
            }
        }
    }

    private boolean take(Edge edge, Node from, boolean outgoing, Step step) {
        Edge.Seen seen = seen(edge);
        return seen == null
                || step.to(
                        edge.other(from).number(),
                        edge.relation(),
                        seen.recorded().weight(),
                        outgoing);
    }

    /** Visible edges of a node. As dear as walking over them. */
    public int degree(int number) {
        int[] count = new int[1];
        links(
                number,
                (other, relation, weight, outgoing) -> {
                    count[0]++;
                    return true;
                });
        return count[0];
    }

    // For the other classes of this module.

    /** What is seen of an edge: itself not hidden, valid, in scope, and both its ends there; else null. */
    Edge.@Nullable Seen seen(Edge edge) {
        Edge.Seen seen = edge.seen(sees);
        return seen != null
                        && seen.validAt(validAt)
                        && vantage.scope().includes(seen.recorded().project())
                        && showsNode(edge.source().number())
                        && showsNode(edge.target().number())
                ? seen
                : null;
    }

    /** The same position, for another project. */
    Reading in(Scope scope) {
        return new Reading(states, log, position, vantage.in(scope), memo);
    }

    /** The same, if other events were hidden. */
    Reading seeing(LongPredicate others) {
        return new Reading(states, log, position, vantage, others, null);
    }

    /** The same state from another vantage, which is not after this one. */
    public Reading at(Vantage other) {
        Position wanted = other.asOf() instanceof AsOf.At(Position earlier) ? earlier : position;
        return new Reading(states, log, wanted, other, memo);
    }

    /** An answer that is dear and depends on nothing but the question and the vantage; see {@link Memo}. */
    <R> R once(Object question, Supplier<R> answer) {
        return memo == null ? answer.get() : memo.answer(question, this, answer);
    }

    boolean sees(long event) {
        return sees.test(event);
    }

    /** When the log took an event that is known to be there. Cheap. */
    public Instant recordedAt(Position event) {
        return recordedAt(event.value());
    }

    Instant recordedAt(long event) {
        return states.index().recordedAt(event);
    }

    LongPredicate sees() {
        return sees;
    }

    /** In microseconds, or {@link Node#ANY_TIME}. */
    long validAt() {
        return validAt;
    }

    Node graphNode(int number) {
        return states.graph().graph.at(number);
    }

    States states() {
        return states;
    }

    private Texts texted() {
        return states.graph().texts;
    }

    /** An event that is known to be there. */
    StoredEvent event(long at) {
        StoredEvent event = log.at(new Position(at));
        if (event == null) {
            throw new MemoryException(
                    MemoryException.Kind.BROKEN,
                    "the log does not give back event e" + at + " any more",
                    "run `everlog verify`");
        }
        return event;
    }
}
