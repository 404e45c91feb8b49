/**
 * Events and memories that come from files and go into them: what export writes, and what people bring. The only place
 * for the CSV library.
 */
@NullMarked
package dev.everlog.memory.moving;

import org.jspecify.annotations.NullMarked;
