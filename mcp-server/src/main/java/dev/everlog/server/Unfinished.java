package dev.everlog.server;

import dev.everlog.eventlog.tail.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A note beside a log that is being filled from elsewhere: which command does it. It stays when that is broken off, so
 * that nobody takes a part for the whole.
 */
record Unfinished(Path tenant) {
    private Path file() {
        return tenant.resolve("unfinished");
    }

    /** @param command that fills the log */
    void begin(String command) throws IOException {
        PrivateFiles.makeDirectory(tenant);
        PrivateFiles.replace(
                file(), tenant.resolve("unfinished.new"), command.getBytes(StandardCharsets.UTF_8));
    }

    void end() throws IOException {
        Files.deleteIfExists(file());
    }

    /** The command that was begun and has not come to its end, or null. */
    @Nullable String command() throws IOException {
        return Files.exists(file()) ? Files.readString(file()) : null;
    }
}
