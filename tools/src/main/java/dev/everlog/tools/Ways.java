package dev.everlog.tools;

import dev.everlog.memory.ShortestPath;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say about a search for paths beside the paths.
 *
 * @param found how many paths there are, at most as many as were asked for
 * @param maxDepth steps that were looked at
 * @param incomplete the graph is too dense there for all of it to be looked at; null if it was
 */
record Ways(int found, int maxDepth, @Nullable Boolean incomplete) implements Summary {
    static Ways of(ShortestPath asked, ShortestPath.Result result) {
        return new Ways(
                result.paths().size(), asked.maxSteps(), result.leftOut() ? Boolean.TRUE : null);
    }

    @Override
    public String line() {
        String what =
                found == 0
                        ? "no path of at most " + Counts.of(maxDepth, "step")
                        : Counts.of(found, "path");
        return incomplete == null
                ? what
                : what + "; the graph is dense there and was not looked through: name relations";
    }
}
