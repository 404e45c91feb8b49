package dev.everlog.memory.moving;

/** Is told how far something long has come. Called by the thread that does it, now and then. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = rows -> {};

    /**
     * Takes note of the next step.
     *
     * @param rows that are done with, more than at the step before
     */
    void at(long rows);
}
