/// Nearness in meaning: vectors kept on disk, found exactly or by a graph. The only place that imports jvector.
/// Start at {@link dev.everlog.memory.vector.VectorIndex}.
@NullMarked
package dev.everlog.memory.vector;

import org.jspecify.annotations.NullMarked;
