/// Measurements of the whole and of its parts.
@NullMarked
package dev.everlog.bench;

import org.jspecify.annotations.NullMarked;
