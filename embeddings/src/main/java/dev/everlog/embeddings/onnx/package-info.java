/// The only place that imports DJL and ONNX Runtime.
/// Start at {@link dev.everlog.embeddings.onnx.OnnxEmbedder}.
@NullMarked
package dev.everlog.embeddings.onnx;

import org.jspecify.annotations.NullMarked;
