/**
 * What stands out in many events: patterns beyond chance, numbers beyond the usual. Pure functions over columns of
 * numbers; {@link dev.everlog.memory} gives them the columns and puts words to what they find.
 */
@NullMarked
package dev.everlog.memory.insight;

import org.jspecify.annotations.NullMarked;
