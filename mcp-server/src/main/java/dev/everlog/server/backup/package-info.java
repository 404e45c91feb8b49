/** Copies of a log in another directory, and a log made of them again. Start reading at {@link BackupStore}. */
@NullMarked
package dev.everlog.server.backup;

import org.jspecify.annotations.NullMarked;
