package dev.everlog.memory.recall;

import dev.everlog.eventlog.Position;

/**
 * How far the indexes are. Immutable.
 *
 * @param model that embeds, {@code none} if there is none
 * @param texts versions of texts there are, whatever their project
 * @param embedded of these, searchable by meaning
 * @param indexed of these, searchable by words
 * @param freshThrough up to here all are embedded, now
 */
public record Coverage(String model, int texts, int embedded, int indexed, Position freshThrough) {}
