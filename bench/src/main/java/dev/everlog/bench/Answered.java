package dev.everlog.bench;

import java.util.List;

/**
 * A question that was asked. Immutable.
 *
 * @param ids of what came back, best first
 * @param millis from the call to its answer
 */
record Answered(Mode mode, Question question, List<String> ids, double millis, Scores scores) {
    static Answered of(Mode mode, Question question, List<String> ids, double millis) {
        return new Answered(
                mode, question, ids, millis, Scores.of(new Ranking(ids, question.gold())));
    }
}
