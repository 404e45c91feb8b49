/// Folds of the log and what is decided on them.
@NullMarked
package dev.everlog.memory;

import org.jspecify.annotations.NullMarked;
