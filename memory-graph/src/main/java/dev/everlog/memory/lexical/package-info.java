/// Nearness in words: BM25 over texts, with identifiers kept whole. The only place that imports Lucene.
/// Start at {@link dev.everlog.memory.lexical.LexicalIndex}.
@NullMarked
package dev.everlog.memory.lexical;

import org.jspecify.annotations.NullMarked;
