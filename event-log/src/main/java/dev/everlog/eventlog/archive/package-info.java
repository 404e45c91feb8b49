/**
 * Finished generations as Parquet files that others can read without us: the only place for the Parquet libraries.
 * Nothing of them is loaded before a segment is written or read.
 */
@NullMarked
package dev.everlog.eventlog.archive;

import org.jspecify.annotations.NullMarked;
