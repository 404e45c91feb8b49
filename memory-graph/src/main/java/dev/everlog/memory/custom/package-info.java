/** What users declare as data: schemas of their events, and projections of their own. */
@NullMarked
package dev.everlog.memory.custom;

import org.jspecify.annotations.NullMarked;
