package dev.everlog.memory.vector;

/// Whether to walk the graph or to look at each visible vector, by what either costs, counted in vectors looked at.
///
/// A walk under a filter steps over invisible nodes until it has found enough visible ones, so its cost grows as the
/// visible share shrinks. Measured at 20,000 vectors of 384 dimensions, ms per query, walk against look: all visible
/// 0.8 : 8.5, half 2.0 : 5.9, a quarter 5.2 : 5.3, a tenth 15.8 : 3.2; at 100,000 a walk takes 0.9, at a tenth 10.8, at a
/// hundredth 70.
///
/// @param arrived vectors in the index
/// @param linked those of them that the graph holds
/// @param visible about how many may be returned
record SearchPlan(int arrived, int linked, int visible) {

    boolean walk() {
        double share = Math.max(visible, 1) / (double) Math.max(arrived, 1);
        double notLinked = (arrived - linked) * share;
        return VectorIndex.WALK_COST / share + notLinked < visible;
    }
}
