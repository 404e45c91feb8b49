package dev.everlog.eventlog;

import java.util.Random;
import org.junit.jupiter.api.Assumptions;

/**
 * The account that every fault test gives: its seed, and {@code N passed, N failed, N skipped}. {@code
 * -Deverlog.long=true} takes the large counts, {@code -Deverlog.seed=N} repeats a run.
 */
public final class FaultRounds {
    /** Of all rounds of this process. */
    public static final long SEED = Long.getLong("everlog.seed", System.nanoTime());

    private FaultRounds() {}

    /** One round of a test; fails by throwing. */
    @FunctionalInterface
    public interface Round {
        /** Runs it; the random follows from the seed and the number alone. */
        void run(int number, Random random) throws Exception;
    }

    /** Which of two counts is wanted: the one for every push or the one for a long night. */
    public static int count(int ofEveryPush, int ofLongRun) {
        return Boolean.getBoolean("everlog.long") ? ofLongRun : ofEveryPush;
    }

    /** Runs rounds up to the first that fails; those behind it count as skipped. */
    public static void run(String promise, int rounds, Round round) throws Exception {
        int passed = 0;
        boolean failed = true;
        try {
            while (passed < rounds) {
                round.run(passed, new Random(SEED + passed));
                passed++;
            }
            failed = false;
        } finally {
            int failures = failed ? 1 : 0;
            report(promise, passed, failures, rounds - passed - failures);
        }
    }

    /** Skips the calling test, and counts its rounds. */
    public static void skip(String promise, int rounds, String why) {
        report(promise + " (" + why + ")", 0, 0, rounds);
        Assumptions.abort(why);
    }

    /** Closes the account of a test. */
    public static void report(String promise, long passed, long failed, long skipped) {
        report(promise, SEED, passed, failed, skipped);
    }

    /** As {@link #report(String, long, long, long)}, of a test that has a seed of its own. */
    public static void report(String promise, long seed, long passed, long failed, long skipped) {
        System.out.printf(
                "%s seed %d: %d passed, %d failed, %d skipped%n",
                promise, seed, passed, failed, skipped);
    }
}
