package dev.everlog.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of the tests of all modules, by their files. Immutable. */
record TestSources(Map<Path, String> texts) {
    private static final Pattern TEST =
            Pattern.compile(
                    "@(?:Test|ParameterizedTest|Property)\\b.*?\\bvoid (\\w+)\\(", Pattern.DOTALL);

    /** @param root of the repository */
    static TestSources in(Path root) throws IOException {
        Map<Path, String> texts = new TreeMap<>();
        try (var modules = Files.list(root)) {
            modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(TestSources::below)
                    .forEach(file -> texts.put(file, text(file)));
        }
        return new TestSources(texts);
    }

    private static Stream<Path> below(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
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
        return texts.keySet().stream()
                .filter(file -> file.getFileName().toString().equals(name))
                .filter(file -> has(texts.get(file), test.substring(hash + 1)))
                .findFirst();
    }

    private static boolean has(String text, String method) {
        return TEST.matcher(text).results().anyMatch(found -> found.group(1).equals(method));
    }

    /** Whether a file has both in quotes: a call of the tool, with this parameter. */
    boolean give(String tool, String parameter) {
        var call = Pattern.compile('"' + tool + "\\b");
        var given = Pattern.compile("['\"]" + parameter + "\\\\?['\"]");
        return texts.values().stream()
                .anyMatch(text -> call.matcher(text).find() && given.matcher(text).find());
    }
}
