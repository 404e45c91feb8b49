/** The writable end of the log: the storage interface, its rules of admission, and the bytes of a frame. */
@NullMarked
package dev.everlog.eventlog.tail;

import org.jspecify.annotations.NullMarked;
