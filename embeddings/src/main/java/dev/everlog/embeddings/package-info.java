/// Text to vectors: the {@link dev.everlog.embeddings.Embedder} everybody else sees.
/// No engine is imported here; the one that runs models is in the {@code onnx} package.
@NullMarked
package dev.everlog.embeddings;

import org.jspecify.annotations.NullMarked;
