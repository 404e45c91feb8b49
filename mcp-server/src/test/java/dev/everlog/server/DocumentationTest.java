package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents point at: above all the test behind each promise of the README. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");

    static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_link_into_the_repository_leads_somewhere(Path document) throws IOException {
        Path directory = Objects.requireNonNull(document.getParent());
        List<Path> missing =
                LINK.matcher(Files.readString(document))
                        .results()
                        .map((MatchResult link) -> link.group(1))
                        .filter(link -> !link.contains(":"))
                        .map(directory::resolve)
                        .filter(Files::notExists)
                        .toList();

        assertThat(missing).isEmpty();
    }
}
