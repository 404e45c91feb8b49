package dev.everlog.eventlog;

import java.nio.file.Path;

/**
 * Where bytes of the log are not what was written. Immutable.
 *
 * @param file that holds them
 * @param offset in bytes, at or shortly before the damage
 * @param position of the first event that cannot be read
 */
public record Damage(Path file, long offset, Position position) {}
