package dev.everlog.embeddings.onnx;

import dev.everlog.embeddings.EmbeddingException;
import dev.everlog.embeddings.EmbeddingException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;

/// The two files a model consists of.
///
/// @param network {@code model.onnx}
/// @param tokenizer {@code tokenizer.json}, in the format of Hugging Face tokenizers
record ModelFiles(Path network, Path tokenizer) {

    private static final String RESOURCE = "bge-small-en-v1.5-q";

    /// The files in a directory of the user's.
    static ModelFiles in(Path directory) {
        return new ModelFiles(
                existing(directory.resolve("model.onnx")),
                existing(directory.resolve("tokenizer.json")));
    }

    /// The model that comes as a Maven artefact, unpacked on first use. The engine reads it from the disk, which spares
    /// the heap a second copy of 34 MB.
    static ModelFiles bundled(Path cacheDirectory) {
        BundledFile network = resource(RESOURCE + ".onnx");
        BundledFile tokenizer = resource(RESOURCE + "-tokenizer.json");
        Path directory = cacheDirectory.resolve(RESOURCE + "-" + network.length());
        network.unpackTo(directory.resolve("model.onnx"));
        tokenizer.unpackTo(directory.resolve("tokenizer.json"));
        return in(directory);
    }

    private static BundledFile resource(String name) {
        return BundledFile.find(name)
                .orElseThrow(() ->
                        new EmbeddingException(
                                Kind.MODEL_MISSING,
                                "the model is not on the class path: no resource " + name));
    }

    private static Path existing(Path file) {
        if (!Files.isReadable(file)) {
            throw new EmbeddingException(Kind.MODEL_MISSING, "no readable model file " + file);
        }
        return file;
    }
}
