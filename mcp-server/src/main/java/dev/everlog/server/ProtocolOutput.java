package dev.everlog.server;

import io.modelcontextprotocol.json.McpJsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The one writer of protocol messages: whole lines, one after the other, flushed. Thread-safe.
 *
 * <p>A client that cannot be written to any more is gone, so the first failure runs {@code broken} and the message is
 * lost; there is nobody to tell.
 */
final class ProtocolOutput {
    private final OutputStream out;
    private final McpJsonMapper json;
    private final Runnable broken;

    ProtocolOutput(OutputStream out, McpJsonMapper json, Runnable broken) {
        this.out = out;
        this.json = json;
        this.broken = broken;
    }

    /** Writes a message as one line; the JSON has no line breaks of its own. Blocks while the client does not read. */
    void write(Object message) {
        byte[] line = line(message);
        try {
            synchronized (this) {
                out.write(line);
                out.flush();
            }
        } catch (IOException e) {
            broken.run();
        }
    }

    private byte[] line(Object message) {
        try {
            byte[] text = json.writeValueAsBytes(message);
            byte[] line = Arrays.copyOf(text, text.length + 1);
            line[text.length] = '\n';
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
