package dev.everlog.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Stands before every path and lets in only who may come in: a web page in the user's browser must not reach the memory,
 * neither as itself (Origin) nor by pointing a name of its own at this machine (Host). Thread-safe.
 */
final class RequestGuard extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String BEARER = "Bearer ";

    private final transient HttpConfig config;

    RequestGuard(HttpConfig config) {
        this.config = config;
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Problem> refusal = refusal(request);
        if (refusal.isPresent()) {
            refusal.get().send(response);
        } else if (request.getContentLengthLong() > HttpServer.MAX_REQUEST_BYTES) {
            Problem.tooLarge(request).send(response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private Optional<Problem> refusal(HttpServletRequest request) {
        Optional<Authority> host = only(request, "Host").flatMap(Authority::parse);
        if (host.isEmpty() || !isOurs(host.get())) {
            return Problem.of(
                    403, "send exactly one Host header, with the address this server listens on");
        }
        if (!values(request, "Origin").isEmpty() && !isSameOrigin(request, host.get())) {
            return Problem.of(403, "pages of other origins may not call this server");
        }
        if (!bringsToken(request)) {
            return Problem.of(401, "send Authorization: Bearer with the token of EVERLOG_TOKEN");
        }
        return Optional.empty();
    }

    /**
     * A server for other machines goes by names it does not know; there the token keeps pages out, which no browser adds
     * by itself.
     */
    private boolean isOurs(Authority host) {
        return host.isLoopback()
                || host.name().equalsIgnoreCase(config.host())
                || !config.isLoopback();
    }

    private static boolean isSameOrigin(HttpServletRequest request, Authority host) {
        return only(request, "Origin").flatMap(Authority::ofOrigin).equals(Optional.of(host));
    }

    private boolean bringsToken(HttpServletRequest request) {
        if (config.token() == null) {
            return true;
        }
        byte[] wanted = (BEARER + config.token()).getBytes(StandardCharsets.UTF_8);
        return only(request, "Authorization")
                .filter(given ->
                        MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted))
                .isPresent();
    }

    private static Optional<String> only(HttpServletRequest request, String header) {
        List<String> values = values(request, header);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }
}
