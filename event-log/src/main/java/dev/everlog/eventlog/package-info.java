/**
 * The append-only event log: the one truth of Everlog. Start with {@link dev.everlog.eventlog.EventLog}; {@link
 * dev.everlog.eventlog.tail.Tail} is the only storage interface below it.
 */
@NullMarked
package dev.everlog.eventlog;

import org.jspecify.annotations.NullMarked;
