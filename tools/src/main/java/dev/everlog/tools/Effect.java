package dev.everlog.tools;

/** What a tool does to the log, and so the hints a client is given about it. Nothing reaches out of the memory. */
enum Effect {
    /** Leaves the end of the log where it was. */
    READS(true, false, true),
    /** Adds; each call adds again, unless it carries an idempotency key. */
    APPENDS(false, false, false),
    /** Takes something away: reversibly, unless the call says that it is to be for ever. */
    HIDES(false, true, true),
    /** Makes something visible again. */
    RESTORES(false, false, true);

    private final boolean readOnly;
    private final boolean destructive;
    private final boolean idempotent;

    Effect(boolean readOnly, boolean destructive, boolean idempotent) {
        this.readOnly = readOnly;
        this.destructive = destructive;
        this.idempotent = idempotent;
    }

    boolean readOnly() {
        return readOnly;
    }

    boolean destructive() {
        return destructive;
    }

    boolean idempotent() {
        return idempotent;
    }
}
