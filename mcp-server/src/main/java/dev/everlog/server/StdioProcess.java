package dev.everlog.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that serves the client which started it, and ends with it. */
final class StdioProcess {
    private static final Logger LOG = LoggerFactory.getLogger(StdioProcess.class);

    private StdioProcess() {}

    /** Does not return but ends the process, unless it is interrupted. */
    static int serve(DataOptions options, ToolOptions tools) {
        var config = options.config();
        var wiring = Wiring.of(config, "stdio", tools.offer(options));
        Runnable close =
                () -> {
                    wiring.close();
                    TemporaryFiles.leave(config.data());
                };
        Runnable end = () -> Ending.now(close, 0);
        var wire = wiring.endpoint().wire();
        var output = new ProtocolOutput(new FileOutputStream(FileDescriptor.out), wire, end);
        var server =
                new StdioServer(
                        System.in, output, wire, wiring.endpoint()::reads, wiring.memory()::begin);
        wiring.endpoint().serve(server);
        ClientWatch.start(end);
        Ending.atSignal(close);
        try {
            server.serve(Ending.DRAIN);
        } catch (IOException e) {
            LOG.warn("stdin cannot be read any more, as if it had ended: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Ending.now(close, exitCode(config.data()));
        return 0;
    }

    /** A directory may come to be usable while the client is there; if it never was, nothing was remembered. */
    private static int exitCode(Path data) {
        try {
            DataDirectory.requireThere(data);
            return 0;
        } catch (ConfigurationException e) {
            return e.report();
        }
    }
}
