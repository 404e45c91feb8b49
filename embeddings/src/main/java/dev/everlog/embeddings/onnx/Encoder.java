package dev.everlog.embeddings.onnx;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.everlog.embeddings.EmbeddingException;
import dev.everlog.embeddings.EmbeddingException.Kind;
import dev.everlog.embeddings.EmbeddingModel;
import dev.everlog.embeddings.Vector;
import java.io.IOException;
import java.util.Map;

/// A loaded tokenizer and network. Thread-safe, as both are; not to be closed while somebody encodes.
final class Encoder implements AutoCloseable {

    private final EmbeddingModel description;
    private final HuggingFaceTokenizer tokenizer;
    private final Model network;
    private final TokenPooling pooling;

    private Encoder(EmbeddingModel description, HuggingFaceTokenizer tokenizer, Model network) {
        this.description = description;
        this.tokenizer = tokenizer;
        this.network = network;
        this.pooling = new TokenPooling(description, network.describeInput().keys());
    }

    /// Reads both files; 0.3 to 1 s. Libraries must be prepared.
    static Encoder load(EmbeddingModel description, ModelFiles files, int threads) {
        try {
            HuggingFaceTokenizer tokenizer =
                    HuggingFaceTokenizer.newInstance(
                            files.tokenizer(),
                            Map.of(
                                    "maxLength",
                                    Integer.toString(description.maxTokens()),
                                    "modelMaxLength",
                                    Integer.toString(description.maxTokens()),
                                    "truncation",
                                    "true",
                                    "padding",
                                    "false"));
            try {
                return new Encoder(description, tokenizer, network(description, files, threads));
            } catch (IOException | MalformedModelException | RuntimeException e) {
                tokenizer.close();
                throw e;
            }
        } catch (IOException | MalformedModelException | RuntimeException e) {
            throw new EmbeddingException(
                    Kind.MODEL_UNUSABLE,
                    "cannot load " + description.name() + " from " + files.network() + ": " + e,
                    e);
        } catch (LinkageError e) {
            throw new EmbeddingException(
                    Kind.ENGINE_UNAVAILABLE,
                    "the native libraries of the engine cannot be loaded: " + e,
                    e);
        }
    }

    private static Model network(EmbeddingModel description, ModelFiles files, int threads)
            throws IOException, MalformedModelException {
        // A named device: else DJL looks for GPUs.
        Model network = Model.newInstance(description.name(), Device.cpu(), "OnnxRuntime");
        try {
            OrtEnvironment.getEnvironment()
                    .setTelemetry(false); // for Windows; elsewhere see NativeLibraries
            network.load(files.network(), null, Map.of("sessionOptions", sessionOptions(threads)));
            return network;
        } catch (OrtException e) {
            network.close();
            throw new EmbeddingException(
                    Kind.ENGINE_UNAVAILABLE, "the engine refuses its settings: " + e, e);
        } catch (IOException | MalformedModelException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private static SessionOptions sessionOptions(int threads) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(threads);
        // Spinning gains about 3 ms on a short text and burns another core; single runs of 210
        // words under changing load took 81 and 233 ms with it, 75 and 84 without.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    Vector encode(String text) {
        // A predictor is cheap and not thread-safe: one per call.
        try (Predictor<Encoding, Vector> predictor = network.newPredictor(pooling)) {
            return predictor.predict(tokenizer.encode(text));
        } catch (TranslateException | EngineException e) {
            if (e.getCause() instanceof EmbeddingException failure) {
                throw failure;
            }
            throw new EmbeddingException(
                    Kind.RUN_FAILED, description.name() + " failed on a text: " + e, e);
        }
    }

    @Override
    public void close() {
        network.close();
        tokenizer.close();
    }
}
