/** Folding: projections of the log, kept current by one thread per tenant. */
@NullMarked
package dev.everlog.eventlog.fold;

import org.jspecify.annotations.NullMarked;
