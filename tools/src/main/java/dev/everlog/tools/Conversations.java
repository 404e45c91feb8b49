package dev.everlog.tools;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which session each connection is in: the one that bears its id, until it starts another. Kept by this process only,
 * as a connection is. Thread-safe.
 */
final class Conversations {
    /** Connections that are remembered, the latest: far more than a server has. */
    private static final int MOST = 10_000;

    private final Map<String, String> current = new LinkedHashMap<>();

    synchronized String of(String connection) {
        return current.getOrDefault(connection, connection);
    }

    synchronized void enter(String connection, String session) {
        current.remove(connection);
        current.put(connection, session);
        if (current.size() > MOST) {
            current.remove(current.keySet().iterator().next());
        }
    }
}
