package dev.everlog.tools;

import java.util.List;

/**
 * What an answer tells of memories and nodes. Immutable.
 *
 * @param at position that it knows
 * @param events that brought the versions, in order of the answer
 */
record Told(long at, List<Long> events) {}
