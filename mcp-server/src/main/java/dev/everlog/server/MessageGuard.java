package dev.everlog.server;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Stands before the SDK's HTTP transports and reads each message as stdio does. By themselves they take bytes that are
 * not UTF-8 and other versions of JSON-RPC, answer 500 to what is no message, and end the stream without an answer where
 * the parameters of a call do not fit. Thread-safe.
 */
final class MessageGuard extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient WireMapper wire;
    private final transient MessageReader reader;

    MessageGuard(WireMapper wire) {
        this.wire = wire;
        this.reader = new MessageReader(wire.json());
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.getMethod().equals("POST")) {
            chain.doFilter(request, response);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(HttpServer.MAX_REQUEST_BYTES + 1);
        if (body.length > HttpServer.MAX_REQUEST_BYTES) {
            Problem.tooLarge(request).send(response);
            return;
        }
        switch (reader.read(ByteBuffer.wrap(body))) {
            case Incoming.Message _ -> chain.doFilter(new ReadRequest(request, body), response);
            case Incoming.Fault fault -> refuse(fault, response);
            case Incoming.Blank() ->
                    refuse(Incoming.Fault.unreadable(null, "the body is empty"), response);
        }
    }

    private void refuse(Incoming.Fault fault, HttpServletResponse response) throws IOException {
        var error = new ErrorReply(fault.id(), new JSONRPCError(fault.code(), fault.message()));
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.setContentType("application/json");
        response.getOutputStream()
                .write(wire.writeValueAsString(error).getBytes(StandardCharsets.UTF_8));
    }
}
