package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the documentation that a test derives, and so keeps true. */
record GoldenFile(Path file) {
    /** Set to true to write the files anew, after a tool was changed on purpose. */
    private static final String WRITE = "everlog.golden.write";

    /** @param name below {@code docs/reference} */
    static GoldenFile reference(String name) {
        return new GoldenFile(Path.of("..", "docs", "reference", name));
    }

    /** Fails unless the file holds exactly this. */
    void holds(String derived) throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, derived);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("run the tests of this module with -D%s=true and build again", WRITE)
                .isEqualTo(derived);
    }
}
