package dev.everlog.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A refusal as RFC 9457 problem details. Immutable by convention: nobody writes to the body.
 *
 * @param status of HTTP
 * @param body with {@code status} and {@code detail}; of a tool's failure also its code, hint and whether to retry
 */
record Problem(int status, ObjectNode body) {
    static final String CONTENT_TYPE = "application/problem+json";

    /** Bytes of a body that nobody wants: what people send by mistake, not what they send to harm. */
    private static final long MAX_DRAINED_BYTES = 1L << 27;

    static Optional<Problem> of(int status, String detail) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("status", status).put("detail", detail);
        return Optional.of(new Problem(status, body));
    }

    /** A tool's failure: {@code {code, message, hint?, retryable}}. */
    static Problem of(ObjectNode failure) {
        int status = status(failure);
        ObjectNode body = failure.deepCopy().put("status", status);
        body.set("detail", body.remove("message"));
        return new Problem(status, body);
    }

    /**
     * A body of more bytes than are taken. Reads on for a while: who is still sending when the connection is closed gets a
     * reset, and never reads why.
     */
    static Problem tooLarge(HttpServletRequest request) throws IOException {
        InputStream body = request.getInputStream();
        byte[] buffer = new byte[1 << 16];
        long left = MAX_DRAINED_BYTES;
        for (int read = 0; read >= 0 && left > 0; read = body.read(buffer)) {
            left -= read;
        }
        return of(413, "a request has at most " + HttpServer.MAX_REQUEST_BYTES + " bytes")
                .orElseThrow();
    }

    private static int status(ObjectNode failure) {
        return switch (failure.path("code").asString("")) {
            case "NOT_FOUND" -> HttpServletResponse.SC_NOT_FOUND;
            case "CONFLICT" -> HttpServletResponse.SC_CONFLICT;
            case "INTERNAL" -> HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
            case String _ when failure.path("retryable").asBoolean(false) ->
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE;
            default -> HttpServletResponse.SC_BAD_REQUEST;
        };
    }

    void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        if (status == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.setContentType(CONTENT_TYPE);
        response.getOutputStream().write(body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
