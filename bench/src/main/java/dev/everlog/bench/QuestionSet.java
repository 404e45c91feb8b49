package dev.everlog.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Documents, and questions about them with known evidence. Immutable.
 *
 * @param directory that holds {@value #DOCUMENTS} and {@value #QUESTIONS}
 */
record QuestionSet(Path directory, List<Document> documents, List<Question> questions) {
    private static final String DOCUMENTS = "docs.jsonl";
    private static final String QUESTIONS = "queries.jsonl";

    static QuestionSet read(Path data, String name) throws IOException {
        Path directory = data.resolve(name).normalize();
        if (!Files.isRegularFile(directory.resolve(DOCUMENTS))
                || !Files.isRegularFile(directory.resolve(QUESTIONS))) {
            throw new NotMeasuredException(
                    "no %s and %s in %s: the data sets are not part of this repository; name the folder that holds them, for instance --data ../shared/data --set locomo"
                            .formatted(DOCUMENTS, QUESTIONS, directory));
        }
        return new QuestionSet(
                directory,
                lines(directory.resolve(DOCUMENTS), json -> Document.of(json, name)),
                lines(directory.resolve(QUESTIONS), json -> Question.of(json, name)));
    }

    /** The questions that can be scored. */
    List<Question> scored() {
        return questions.stream().filter(question -> !question.gold().isEmpty()).toList();
    }

    void print(PrintStream out) throws IOException {
        out.printf(
                "# data     %s: %d documents, %d questions, %d of them with gold%n",
                directory, documents.size(), questions.size(), scored().size());
        for (String file : List.of(DOCUMENTS, QUESTIONS)) {
            out.printf("# sha256   %s %s%n", sha256(directory.resolve(file)), file);
        }
    }

    private static <T> List<T> lines(Path file, Function<JsonNode, T> reader) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .map(line -> reader.apply(JsonMapper.shared().readTree(line)))
                    .toList();
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
