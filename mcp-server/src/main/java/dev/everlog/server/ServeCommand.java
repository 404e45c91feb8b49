package dev.everlog.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code everlog serve}: one client over stdin and stdout, or many over HTTP. */
@Command(
        name = "serve",
        description = "Serves MCP over stdin and stdout, or with --http to many clients.")
final class ServeCommand implements Callable<Integer> {
    @Mixin private final DataOptions data;

    @Mixin private final HttpOptions listen = new HttpOptions();

    @Mixin private final ToolOptions tools = new ToolOptions();

    @Option(names = "--http", description = "listen for HTTP: /mcp, /sse, /api/v1, /health")
    private boolean http;

    ServeCommand(Map<String, String> environment) {
        this.data = new DataOptions(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!http) {
            return StdioProcess.serve(data, tools);
        }
        HttpConfig address = listen.config(data); // refused before anything is made
        Path memory = data.config().data();
        var wiring = Wiring.of(data.config(), "http", tools.offer(data));
        var server = HttpServer.start(wiring, address, listen.administration(data));
        Ending.atSignal(() -> {
            wiring.close();
            TemporaryFiles.leave(memory);
        });
        System.err.println("everlog: listening on " + server.address());
        server.await();
        return 0;
    }
}
