package dev.everlog.memory.recall;

import dev.everlog.memory.EventQuery;

/**
 * A question for events. Immutable.
 *
 * @param query in plain words
 * @param events only these are found, however far down they rank among the others
 * @param limit hits, 1 to {@value RecallRequest#MOST}
 */
public record EventQuestion(String query, EventQuery events, int limit) {
    public EventQuestion {
        RecallRequest.check(query, limit);
    }
}
