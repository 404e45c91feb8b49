package dev.everlog.memory.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A node with everything that was ever said about it, in order of position. What is seen of it depends on the positions
 * a reader sees and, if a reader asks for one, on a valid time: a version holds from its own {@code from} on, and what
 * was said before holds for the time before. Changed by the folding thread only.
 */
public final class Node {
    /** The ordinal of "no text". */
    public static final int NO_TEXT = -1;

    /** The valid time of a reader who does not ask for one. */
    public static final long ANY_TIME = Long.MIN_VALUE;

    private final int number;
    private final String key;
    private final List<NodeVersion> versions = new ArrayList<>(1);

    Node(int number, String key) {
        this.number = number;
        this.key = key;
    }

    /** Dense, from 1, in order of first appearance. */
    public int number() {
        return number;
    }

    /** The subject it stands for, {@code person/ada}. */
    public String key() {
        return key;
    }

    /** All versions, oldest first. */
    public List<NodeVersion> versions() {
        return Collections.unmodifiableList(versions);
    }

    void add(NodeVersion version) {
        versions.add(version);
    }

    /** The version that says whether the node is there, or null if nothing seen says that it is. */
    public @Nullable NodeVersion seen(LongPredicate sees, long validAt) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            NodeVersion version = versions.get(i);
            if (holds(version, sees, validAt)) {
                return validAt == ANY_TIME || validAt < version.to() ? version : null;
            }
        }
        return null;
    }

    /** The versions that together make what is seen, oldest first. */
    public List<NodeVersion> allSeen(LongPredicate sees, long validAt) {
        return versions.stream().filter(version -> holds(version, sees, validAt)).toList();
    }

    /** Ordinal of the text that is seen, of a node that is seen; else {@link #NO_TEXT}. */
    public int text(LongPredicate sees, long validAt) {
        if (seen(sees, validAt) == null) {
            return NO_TEXT;
        }
        for (int i = versions.size() - 1; i >= 0; i--) {
            NodeVersion version = versions.get(i);
            if (version.text() != NO_TEXT && holds(version, sees, validAt)) {
                return version.text();
            }
        }
        return NO_TEXT;
    }

    /** The name that is seen; empty if none was ever given. */
    public String name(LongPredicate sees, long validAt) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            String name = versions.get(i).name();
            if (name != null && holds(versions.get(i), sees, validAt)) {
                return name;
            }
        }
        return "";
    }

    /** The type that is seen; without one, the kind of the subject. */
    public String type(LongPredicate sees, long validAt) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            String type = versions.get(i).type();
            if (type != null && holds(versions.get(i), sees, validAt)) {
                return type;
            }
        }
        return key.substring(0, Math.max(0, key.indexOf('/')));
    }

    private static boolean holds(NodeVersion version, LongPredicate sees, long validAt) {
        return (validAt == ANY_TIME || validAt >= version.from()) && sees.test(version.position());
    }

    @Override
    public String toString() {
        return "n" + number + " " + key;
    }
}
