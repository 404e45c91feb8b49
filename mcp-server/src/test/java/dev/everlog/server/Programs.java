package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Programs that a test needs beside the product: without them a test is skipped, but not in CI. */
final class Programs {
    private Programs() {}

    /** @param advice how to get what is missing */
    static void need(String advice, String... names) {
        boolean found = Stream.of(names).allMatch(Programs::isOnPath);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(found).as(advice).isTrue();
        }
        assumeTrue(found, advice);
    }

    private static boolean isOnPath(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /** Runs a program in a directory to its end. @return what it printed */
    static String run(Path directory, String... command) throws IOException, InterruptedException {
        Path stderr = Files.createTempFile("stderr", ".txt");
        Process process =
                Product.process(stderr, List.of(command)).directory(directory.toFile()).start();
        process.getOutputStream().close();
        String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(stdout + Files.readString(stderr)).isZero();
        return stdout;
    }
}
