package dev.everlog.server;

import dev.everlog.tools.Selection;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Streamable HTTP where each client chooses the tools it sees, by the path ({@code /mcp/x/memory,graph}, and
 * {@code /readonly} behind it) or by the headers {@code X-MCP-Toolsets}, {@code X-MCP-Tools}, {@code X-MCP-Exclude-Tools}
 * and {@code X-MCP-Readonly}: names that other MCP servers have made common. Each choice has a server of its own over the
 * same memory, made when it is first asked for. A choice only ever narrows what the server was started with. Thread-safe.
 */
final class ChosenTools extends HttpServlet {
    static final String PATH = "/mcp";

    private static final long serialVersionUID = 1L;
    private static final String TOOLSETS_PATH = "/x/";
    private static final String READ_ONLY_PATH = "/readonly";

    /** A session that has neither called nor listened for so long is forgotten; its client is told to begin anew. */
    private static final Duration SESSION_IDLE = Duration.ofHours(1);

    /** Choices: more than there are clients of one server, so that nobody fills its heap with them. */
    private static final int MOST = 64;

    private final transient McpEndpoint endpoint;
    private final transient Map<Selection, HttpServlet> servers = new ConcurrentHashMap<>();

    ChosenTools(McpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Optional<Problem> refusal;
        try {
            Selection chosen = chosen(request);
            HttpServlet server = servers.get(chosen);
            server = server == null ? add(chosen) : server;
            if (server != null) {
                server.service(request, response);
                return;
            }
            refusal = Problem.of(503, MOST + " choices of tools are in use: take one of them");
        } catch (IllegalArgumentException e) {
            refusal = Problem.of(400, String.valueOf(e.getMessage()));
        }
        refusal.orElseThrow().send(response);
    }

    private synchronized @Nullable HttpServlet add(Selection chosen) throws ServletException {
        HttpServlet known = servers.get(chosen);
        if (known != null || servers.size() == MOST) {
            return known;
        }
        McpEndpoint narrowed = endpoint.offering(chosen);
        var transport =
                HttpServletStreamableServerTransportProvider.builder()
                        .jsonMapper(narrowed.wire())
                        .mcpEndpoint("") // any path that has come so far
                        .maxRequestSize(HttpServer.MAX_REQUEST_BYTES)
                        .sessionSweepInterval(SESSION_IDLE)
                        .build();
        narrowed.serve(transport);
        transport.init(getServletConfig());
        servers.put(chosen, transport);
        return transport;
    }

    private static Selection chosen(HttpServletRequest request) {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "").replaceFirst("/$", "");
        boolean readOnly = path.endsWith(READ_ONLY_PATH);
        String sets = readOnly ? path.substring(0, path.length() - READ_ONLY_PATH.length()) : path;
        if (!sets.isEmpty() && !sets.startsWith(TOOLSETS_PATH)) {
            throw new IllegalArgumentException(
                    "there is no "
                            + PATH
                            + path
                            + ": for example /mcp, /mcp/x/memory,graph, /mcp/readonly");
        }
        String named = sets.isEmpty() ? "" : sets.substring(TOOLSETS_PATH.length());
        return new Selection(
                names(named, request.getHeader("X-MCP-Toolsets")),
                names(request.getHeader("X-MCP-Tools")),
                names(request.getHeader("X-MCP-Exclude-Tools")),
                isTrue(request.getHeader("X-MCP-Readonly")) || readOnly);
    }

    /** Who misspells it must not come to write. */
    private static boolean isTrue(@Nullable String value) {
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("X-MCP-Readonly must be true or false");
        }
        return "true".equals(value);
    }

    /** In order of the alphabet, so that the same choice is the same. */
    private static List<String> names(@Nullable String... lists) {
        return List.copyOf(
                new TreeSet<>(
                        Stream.of(lists)
                                .filter(list -> list != null && !list.isBlank())
                                .flatMap(list -> Stream.of(list.split(",", -1)))
                                .map(String::strip)
                                .toList()));
    }

    @Override
    public void destroy() {
        servers.values().forEach(HttpServlet::destroy);
    }
}
