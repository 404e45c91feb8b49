package dev.everlog.memory.moving;

/** Tells of progress in steps, each further than the one before. Confined. */
final class Steps {
    /** Rows: of a batch of events. */
    static final int EVERY = 500;

    private final Progress progress;
    private long told;

    Steps(Progress progress) {
        this.progress = progress;
    }

    void at(long rows) {
        if (rows >= told + EVERY) {
            told = rows;
            progress.at(rows);
        }
    }
}
