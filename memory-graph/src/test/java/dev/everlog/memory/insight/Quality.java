package dev.everlog.memory.insight;

/** How much of what was found is true, and how much of the truth was found, over many rounds. Confined. */
final class Quality {
    private int found;
    private int right;
    private int truths;
    private int seen;

    void count(int foundNow, int rightNow, int truthsNow, int seenNow) {
        found += foundNow;
        right += rightNow;
        truths += truthsNow;
        seen += seenNow;
    }

    double precision() {
        return found == 0 ? 1 : (double) right / found;
    }

    double recall() {
        return (double) seen / truths;
    }

    /** Prints it under a name, as the account of the test that counted. */
    Quality told(String what) {
        System.out.printf(
                "insight %s: precision %.3f (%d of %d), recall %.3f (%d of %d)%n",
                what, precision(), right, found, recall(), seen, truths);
        return this;
    }
}
