package dev.everlog.embeddings.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import dev.everlog.embeddings.EmbeddingException;
import dev.everlog.embeddings.EmbeddingException.Kind;
import dev.everlog.embeddings.EmbeddingModel;
import dev.everlog.embeddings.Vector;
import java.util.List;
import java.util.Optional;

/// What goes into the network and what is made of its answer: one text in (three rows of shape [1, tokens]), the last
/// hidden state out ([1, tokens, dimensions]), pooled and scaled to unit length. Immutable, thread-safe.
final class TokenPooling implements NoBatchifyTranslator<Encoding, Vector> {

    private final EmbeddingModel model;
    private final List<String> inputs;

    /// @param inputs the names of the network's inputs, in its order
    TokenPooling(EmbeddingModel model, List<String> inputs) {
        this.model = model;
        this.inputs = List.copyOf(inputs);
    }

    @Override
    public NDList processInput(TranslatorContext context, Encoding encoding) {
        NDManager manager = context.getNDManager();
        NDList list = new NDList();
        for (String input : inputs) {
            long[] row =
                    row(input, encoding)
                            .orElseThrow(() ->
                                    new EmbeddingException(
                                            Kind.MODEL_UNUSABLE,
                                            model.name()
                                                    + " wants an input that is not known: "
                                                    + input));
            NDArray array = manager.create(row, new Shape(1, row.length));
            array.setName(input);
            list.add(array);
        }
        return list;
    }

    private static Optional<long[]> row(String input, Encoding encoding) {
        return switch (input) {
            case "input_ids" -> Optional.of(encoding.getIds());
            case "attention_mask" -> Optional.of(encoding.getAttentionMask());
            case "token_type_ids" -> Optional.of(encoding.getTypeIds());
            default -> Optional.empty();
        };
    }

    @Override
    public Vector processOutput(TranslatorContext context, NDList list) {
        NDArray states = list.head();
        Shape shape = states.getShape();
        if (shape.dimension() != 3 || shape.get(2) != model.dimensions()) {
            throw new EmbeddingException(
                    Kind.MODEL_UNUSABLE,
                    model.name()
                            + " should answer [1, tokens, "
                            + model.dimensions()
                            + "], answered "
                            + shape);
        }
        return Vector.ofDirection(pool(states.toFloatArray(), Math.toIntExact(shape.get(1))));
    }

    private float[] pool(float[] states, int tokens) {
        int pooledTokens =
                switch (model.pooling()) {
                    case FIRST_TOKEN -> 1;
                    case MEAN -> tokens; // one text per run, so there is no padding to leave out
                };
        float[] sum = new float[model.dimensions()];
        for (int i = 0; i < pooledTokens * sum.length; i++) {
            sum[i % sum.length] += states[i];
        }
        return sum; // the length is scaled away
    }
}
