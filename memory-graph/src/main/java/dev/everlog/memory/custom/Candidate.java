package dev.everlog.memory.custom;

import tools.jackson.databind.JsonNode;

/**
 * A value that an event has for a field. Immutable as long as nobody writes to the value.
 *
 * @param confidence 0 where the event tells none
 */
public record Candidate(long position, JsonNode value, double confidence) {}
