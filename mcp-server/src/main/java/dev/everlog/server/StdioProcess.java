package dev.everlog.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that serves the client which started it, and ends with it. */
final class StdioProcess {
    private static final Logger LOG = LoggerFactory.getLogger(StdioProcess.class);

    private StdioProcess() {}

    /** Does not return but ends the process, unless it is interrupted. */
    static int serve(DataOptions options) {
        var wiring = Wiring.of(options.config());
        Runnable end = () -> Ending.now(wiring::close);
        var wire = wiring.endpoint().wire();
        var output = new ProtocolOutput(new FileOutputStream(FileDescriptor.out), wire, end);
        var server =
                new StdioServer(
                        System.in, output, wire, wiring.endpoint()::reads, wiring.memory()::begin);
        wiring.endpoint().serve(server);
        ClientWatch.start(end);
        Ending.atSignal(wiring::close);
        try {
            server.serve(Ending.DRAIN);
        } catch (IOException e) {
            LOG.warn("stdin cannot be read any more, as if it had ended: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end.run();
        return 0;
    }
}
