package dev.everlog.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of the tests of all modules. Immutable. */
record TestSources(List<Path> files) {
    private static final Pattern TEST =
            Pattern.compile(
                    "@(?:Test|ParameterizedTest|Property|EnabledOnOs)\\b.*?\\bvoid (\\w+)\\(",
                    Pattern.DOTALL);

    /** @param root of the repository */
    static TestSources in(Path root) throws IOException {
        try (var modules = Files.list(root)) {
            return new TestSources(
                    modules.map(module -> module.resolve("src/test/java"))
                            .filter(Files::isDirectory)
                            .flatMap(TestSources::below)
                            .sorted()
                            .toList());
        }
    }

    private static Stream<Path> below(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The file that has a test.
     *
     * @param test {@code Class#method}
     */
    Optional<Path> of(String test) {
        int hash = test.indexOf('#');
        String name = test.substring(0, Math.max(hash, 0)) + ".java";
        return files.stream()
                .filter(file -> file.getFileName().toString().equals(name))
                .filter(file -> has(file, test.substring(hash + 1)))
                .findFirst();
    }

    private static boolean has(Path file, String method) {
        try {
            return TEST.matcher(Files.readString(file))
                    .results()
                    .anyMatch(found -> found.group(1).equals(method));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
