package dev.everlog.memory.recall;

import dev.everlog.eventlog.Position;

/**
 * How much of the events a search knew. Immutable.
 *
 * @param wordsThrough up to here all are searchable by words
 * @param texts different ones of the events up to there
 * @param embedded of these, searchable by meaning; the newest
 */
public record EventCoverage(Position wordsThrough, int texts, int embedded) {}
