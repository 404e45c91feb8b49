package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Position;
import java.util.Set;

/**
 * A process that has a log open. Immutable.
 *
 * @param pid in its own PID namespace
 * @param role what it was started as
 * @param position to which it had read the log: of others up to a second ago
 * @param leases that it has
 * @param isSelf whether it is the one that asks
 */
public record Participant(
        long pid, String role, Position position, Set<Lease> leases, boolean isSelf) {
    public Participant {
        leases = Set.copyOf(leases);
    }

    /** This process, without leases. */
    static Participant self(String role, Position position) {
        return new Participant(ProcessHandle.current().pid(), role, position, Set.of(), true);
    }
}
