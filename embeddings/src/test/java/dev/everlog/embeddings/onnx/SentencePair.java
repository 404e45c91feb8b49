package dev.everlog.embeddings.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Two sentences and how close a reader finds them.
///
/// @param grade 0 unrelated, 1 same topic, 2 overlapping, 3 says the same
record SentencePair(int grade, String left, String right) {

    /// The pairs of {@code sentence-pairs.tsv}, written for this test.
    static List<SentencePair> all() throws IOException {
        try (InputStream in = SentencePair.class.getResourceAsStream("sentence-pairs.tsv")) {
            String file =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return file.lines().map(line -> line.split("\t", -1)).map(SentencePair::of).toList();
        }
    }

    private static SentencePair of(String[] columns) {
        return new SentencePair(Integer.parseInt(columns[0]), columns[1], columns[2]);
    }
}
