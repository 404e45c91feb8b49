package dev.everlog.memory;

import dev.everlog.eventlog.Event;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How subjects are written. */
final class Subjects {
    /** Characters of a node's subject; leaves room for {@code edge/<source>/<relation>} in {@link Event}'s limit. */
    static final int MAX_NODE = 400;

    private Subjects() {}

    /**
     * The subject of a memory with a key: {@code memory/<key>}, or {@code memory/<project>/<key>}, so that projects do
     * not overwrite each other's. A slash inside either is written %2F, so that no two look alike; what gets too long
     * is a digest.
     */
    static String memory(String key, @Nullable String project) {
        String subject = "memory/" + (project == null ? "" : escaped(project) + "/") + escaped(key);
        return subject.length() <= MAX_NODE ? subject : "memory/x-" + Canonical.digest(subject);
    }

    /** The subject of a session, of whatever characters its id is. */
    static String session(String id) {
        return within(StartSession.KIND + "/", id);
    }

    /** A subject of whatever characters an id is. */
    static String within(String kind, String id) {
        String subject = kind + escaped(id);
        return subject.length() <= MAX_NODE ? subject : kind + "x-" + Canonical.digest(id);
    }

    /** Whether a subject is of a kind that only we write about: another's event would count as a version of ours. */
    static boolean reserved(String subject) {
        int slash = subject.indexOf('/');
        return slash > 0
                && AddNode.RESERVED.contains(subject.substring(0, slash).toLowerCase(Locale.ROOT));
    }

    private static String escaped(String part) {
        return part.replace("%", "%25").replace("/", "%2F");
    }
}
