package dev.everlog.embeddings.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/// bge-small once more: {@link WordPiece}, ONNX Runtime without DJL, double arithmetic after it.
final class ReferenceEmbedder implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final WordPiece tokens;
    private final OrtSession session;

    ReferenceEmbedder(ModelFiles files) throws IOException, OrtException {
        tokens = new WordPiece(files.tokenizer());
        session = environment.createSession(files.network().toString());
    }

    double[] embed(String text) throws OrtException {
        long[] ids = tokens.encode(text, 512);
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor input = tensor(ids);
                OnnxTensor mask = tensor(ones);
                OnnxTensor types = tensor(new long[ids.length]);
                OrtSession.Result result =
                        session.run(
                                Map.of(
                                        "input_ids",
                                        input,
                                        "attention_mask",
                                        mask,
                                        "token_type_ids",
                                        types))) {
            float[][][] states = (float[][][]) result.get(0).getValue();
            return unit(states[0][0]);
        }
    }

    private OnnxTensor tensor(long[] row) throws OrtException {
        return OnnxTensor.createTensor(environment, new long[][] {row});
    }

    private static double[] unit(float[] state) {
        double length = 0;
        for (float x : state) {
            length += (double) x * x;
        }
        double[] unit = new double[state.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = state[i] / Math.sqrt(length);
        }
        return unit;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
