/**
 * The memory: what may be written to the log and what is read from it. Start with {@link dev.everlog.memory.Memory};
 * the rules of writing are in the {@code Decide…} classes, the rules of reading in {@link dev.everlog.memory.Reading}.
 */
@NullMarked
package dev.everlog.memory;

import org.jspecify.annotations.NullMarked;
