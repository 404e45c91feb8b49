package dev.everlog.tools;

import java.util.concurrent.atomic.LongAdder;

/** How many tokens of answers this process has served since it began, by the estimate that budgets are kept with. Thread-safe. */
final class TokensServed {
    private final LongAdder tokens = new LongAdder();

    void add(String answer) {
        tokens.add(Tokens.of(answer));
    }

    long total() {
        return tokens.sum();
    }
}
