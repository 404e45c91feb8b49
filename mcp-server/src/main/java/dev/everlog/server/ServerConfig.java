package dev.everlog.server;

import dev.everlog.eventlog.Durability;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What every command that touches the memory needs to know. Immutable.
 *
 * @param data directory of the log and of everything derived from it
 * @param durability what an acknowledgement means
 * @param project where reads and writes go when a call names none, or null for no project
 */
record ServerConfig(Path data, Durability durability, @Nullable String project) {}
