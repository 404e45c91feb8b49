package dev.everlog.tools;

/** How much of a context block. L0 fits into every prompt, L2 is for a task of its own. */
enum Tier {
    L0(300, 5, 3, 0),
    L1(1_000, 10, 15, 3),
    L2(2_000, 20, 40, 8);

    /** Of the answer, unless the caller says how many. */
    final int tokens;

    final int rules;
    final int answers;

    /** Named nodes. */
    final int nodes;

    Tier(int tokens, int rules, int answers, int nodes) {
        this.tokens = tokens;
        this.rules = rules;
        this.answers = answers;
        this.nodes = nodes;
    }
}
