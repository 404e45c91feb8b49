/// Text to vectors, offline.
@NullMarked
package dev.everlog.embeddings;

import org.jspecify.annotations.NullMarked;
