package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.time.Instant;

/** Transaction time: up to where in the log a read looks. Immutable. */
public sealed interface AsOf {
    /** Everything that is in the log when the read begins. */
    AsOf NOW = new Now();

    /** See {@link #NOW}. */
    record Now() implements AsOf {}

    /** Up to and including this position, {@code e1042}. */
    record At(Position position) implements AsOf {}

    /** Up to the last event that the log had taken at this moment. */
    record Time(Instant instant) implements AsOf {}
}
