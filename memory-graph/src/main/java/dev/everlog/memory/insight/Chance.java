package dev.everlog.memory.insight;

/** How likely something is by chance alone. Immutable. */
final class Chance {
    /**
     * How likely it may be that one of all findings is none, for data in which there is nothing: small, for who asks
     * often must be able to trust what is told.
     */
    static final double FALSE_ALARM = 0.01;

    /** Pairs of events of two types in a group, of which some are almost certainly in either order. */
    private static final int MANY = 100;

    private final double[] logFactorials;

    /** @param most things that are ever drawn from; takes eight bytes for each */
    Chance(int most) {
        logFactorials = new double[most + 1];
        for (int n = 1; n <= most; n++) {
            logFactorials[n] = logFactorials[n - 1] + Math.log(n);
        }
    }

    /** That one of the marked things at least comes to lie on a covered slot, when all orders are equally likely. */
    double hit(int slots, int covered, int marked) {
        if (covered + marked > slots) {
            return 1;
        }
        return -Math.expm1(choose(slots - covered, marked) - choose(slots, marked));
    }

    /**
     * That among the last slots one of the first kind stands somewhere before one of the second, given that one of the
     * first kind is there at all, when all orders of both are equally likely. For large numbers, for which it is near
     * to it, 1.
     *
     * @param last of the {@code first + second} slots
     */
    double inOrder(int first, int second, int last) {
        if ((long) first * second > MANY) {
            return 1;
        }
        double any = 0;
        double ordered = 0;
        for (int there = Math.max(0, last - second); there <= Math.min(first, last); there++) {
            double ways = choose(last, there);
            double likely =
                    Math.exp(
                            ways
                                    + choose(first + second - last, first - there)
                                    - choose(first + second, first));
            any += there > 0 ? likely : 0;
            ordered += there > 0 ? likely * -Math.expm1(-ways) : 0;
        }
        return any == 0 ? 1 : ordered / any;
    }

    /** Logarithm of the binomial coefficient. */
    private double choose(int all, int some) {
        return logFactorials[all] - logFactorials[some] - logFactorials[all - some];
    }

    /**
     * The log-likelihood ratio (T. Dunning, Accurate methods for the statistics of surprise and coincidence, 1993) of
     * so many successes in independent trials against those expected, 0 if there are fewer. By the bound of Chernoff
     * and Hoeffding (1963), also for trials of unequal chances, so many or more have a probability of at most
     * {@code exp(-ratio / 2)}.
     */
    static double ratio(int trials, int successes, double expected) {
        double found = (double) successes / trials;
        double usual = expected / trials;
        return found <= usual ? 0 : 2 * trials * (part(found, usual) + part(1 - found, 1 - usual));
    }

    private static double part(double found, double usual) {
        return found == 0 ? 0 : found * Math.log(found / usual);
    }

    /** The ratio above which a finding is told, if so many could have been made (Bonferroni's correction). */
    static double least(double possible) {
        return 2 * Math.log(possible / FALSE_ALARM);
    }
}
