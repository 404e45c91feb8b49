/** The log on Chronicle Queue: the only place that knows it. Reading needs none of it, only the layout of its files. */
@NullMarked
package dev.everlog.eventlog.chronicle;

import org.jspecify.annotations.NullMarked;
