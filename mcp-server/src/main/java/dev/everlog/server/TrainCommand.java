package dev.everlog.server;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code everlog train}: does once what a server does in its first seconds, so that a JVM that watches can write down
 * which classes that takes. Called by the script {@code bin/train}.
 */
@Command(
        name = "train",
        hidden = true,
        description = "Runs a short session for the start-up cache.")
final class TrainCommand implements Callable<Integer> {
    /** Longer than opening log and model take on a slow and busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Mixin private final DataOptions data;

    TrainCommand(Map<String, String> environment) {
        this.data = new DataOptions(environment);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var session =
                        Objects.requireNonNull(
                                TrainCommand.class.getResourceAsStream("training.jsonl"));
                var wiring = Wiring.of(data.config(), "train")) {
            var wire = wiring.endpoint().wire();
            var output = new ProtocolOutput(OutputStream.nullOutputStream(), wire, () -> {});
            var server =
                    new StdioServer(
                            session,
                            output,
                            wire,
                            wiring.endpoint()::reads,
                            wiring.memory()::begin);
            wiring.endpoint().serve(server);
            server.serve(PATIENCE);
        }
        return 0;
    }
}
