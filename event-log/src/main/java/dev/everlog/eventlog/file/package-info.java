/** The log in plain files: what stands between a frame and the disk, and nothing else. */
@NullMarked
package dev.everlog.eventlog.file;

import org.jspecify.annotations.NullMarked;
