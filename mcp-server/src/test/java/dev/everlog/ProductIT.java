package dev.everlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The packaged product is complete: `lib/mcp-server.jar` names exactly the jars that lie beside it.
class ProductIT {
    private static final Path LIB = Path.of(System.getProperty("everlog.home"), "lib");

    @Test
    void the_manifest_names_the_jars_beside_it() throws IOException {
        assertThat(classPath()).containsExactlyInAnyOrderElementsOf(jars("mcp-server.jar"));
    }

    @Test
    void the_main_class_is_the_servers() throws IOException {
        assertThat(manifest(Attributes.Name.MAIN_CLASS)).isEqualTo("dev.everlog.server.Main");
    }

    @Test
    void no_telemetry_and_no_test_library_is_shipped() throws IOException {
        assertThat(jars("")).noneMatch(name -> name.matches("(junit|assertj|archunit|.*-tests).*"));
    }

    private static List<String> classPath() throws IOException {
        return Stream.of(manifest(Attributes.Name.CLASS_PATH).split(" ")).toList();
    }

    private static List<String> jars(String except) throws IOException {
        try (Stream<Path> files = Files.list(LIB)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(except))
                    .toList();
        }
    }

    private static String manifest(Attributes.Name name) throws IOException {
        try (JarFile jar = new JarFile(LIB.resolve("mcp-server.jar").toFile())) {
            return jar.getManifest().getMainAttributes().getValue(name);
        }
    }
}
