package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged server, listening for HTTP on a free port. */
final class HttpProduct implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final String address;

    private HttpProduct(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static HttpProduct start(Path directory, String... options)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path stderr = Files.createTempFile(directory, "stderr", ".txt");
        List<String> command =
                Product.command(
                        "serve",
                        "--http",
                        "--port",
                        "0",
                        "--data",
                        directory.resolve("data").toString());
        command.addAll(List.of(options));
        Process process = Product.process(stderr, command).start();
        Instant deadline = Instant.now().plus(PATIENCE);
        Matcher listening = LISTENING.matcher(Files.readString(stderr));
        while (!listening.find()) {
            assertThat(Instant.now()).as(Files.readString(stderr)).isBefore(deadline);
            Thread.sleep(20);
            listening = LISTENING.matcher(Files.readString(stderr));
        }
        return new HttpProduct(process, listening.group(1));
    }

    /** For instance {@code http://127.0.0.1:41234}. */
    String address() {
        return address;
    }

    Process process() {
        return process;
    }

    /** SIGKILL: as a crash, and quick. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
