package dev.everlog.tools;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Participant;
import java.util.List;

/**
 * A process that has the log open, as it is answered.
 *
 * @param self whether it is the one that answers
 * @param readTo position to which it had read the log: of others up to a second ago
 * @param lag events of the log after that
 * @param leases what it does for all
 */
record ProcessRow(long pid, boolean self, String role, long readTo, long lag, List<String> leases)
        implements Row<ProcessRow> {
    static ProcessRow of(Participant process, Position end) {
        long readTo = process.position().value();
        return new ProcessRow(
                process.pid(),
                process.isSelf(),
                process.role(),
                readTo,
                Math.max(0, end.value() - readTo),
                process.leases().stream().sorted().map(Names::constant).toList());
    }

    @Override
    public String line() {
        return "pid %d%s %s, has read to e%d (lag %d)%s"
                .formatted(
                        pid,
                        self ? " (this one)" : "",
                        role,
                        readTo,
                        lag,
                        leases.isEmpty() ? "" : ", leases: " + String.join(", ", leases));
    }

    @Override
    public ProcessRow shortened(int characters) {
        return this; // bounded
    }
}
