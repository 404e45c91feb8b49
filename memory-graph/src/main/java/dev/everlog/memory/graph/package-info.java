/**
 * The knowledge graph as a data structure: nodes and edges with all of their history. The only place
 * for JGraphT. It knows nothing of events; {@link dev.everlog.memory} feeds and reads it.
 */
@NullMarked
package dev.everlog.memory.graph;

import org.jspecify.annotations.NullMarked;
