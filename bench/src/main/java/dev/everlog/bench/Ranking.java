package dev.everlog.bench;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What came back for one question, and what should have. A document that comes twice counts once, at its better rank.
 *
 * @param ids of the documents, best first
 * @param gold the documents that hold the evidence, at least one
 */
record Ranking(List<String> ids, Set<String> gold) {
    Ranking {
        ids = List.copyOf(ids);
        gold = Set.copyOf(gold);
        if (gold.isEmpty()) {
            throw new IllegalArgumentException("a question without gold cannot be scored");
        }
    }

    /** R@k: the share of the gold documents that are among the first k. */
    double recallAt(int k) {
        var found = new HashSet<>(ids.subList(0, Math.min(k, ids.size())));
        found.retainAll(gold);
        return (double) found.size() / gold.size();
    }

    /** hit@k: 1 if any gold document is among the first k, else 0. */
    double hitAt(int k) {
        return recallAt(k) > 0 ? 1 : 0;
    }

    /** One by the rank of the first gold document, 0 if none came. Its mean is MRR. */
    double reciprocalRank() {
        for (int i = 0; i < ids.size(); i++) {
            if (gold.contains(ids.get(i))) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    /** nDCG@k with binary relevance: 1 when the first ranks are all gold, as far as the gold goes. */
    double ndcgAt(int k) {
        double gained = 0;
        var seen = new HashSet<String>();
        for (int i = 0; i < Math.min(k, ids.size()); i++) {
            if (gold.contains(ids.get(i)) && seen.add(ids.get(i))) {
                gained += discount(i + 1);
            }
        }
        double ideal = 0;
        for (int rank = 1; rank <= Math.min(k, gold.size()); rank++) {
            ideal += discount(rank);
        }
        return gained / ideal;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 1);
    }
}
