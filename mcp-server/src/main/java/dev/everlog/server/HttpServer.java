package dev.everlog.server;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinLogger;
import io.modelcontextprotocol.server.transport.HttpServletSseServerTransportProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * MCP and a plain side door over HTTP, for many clients on one memory: {@code /mcp} (Streamable HTTP, see
 * {@link ChosenTools}), {@code /sse} with {@code /messages} for older clients, {@code /api/v1/...} and {@code /health}, all behind one {@link RequestGuard}.
 * Thread-safe.
 */
final class HttpServer implements AutoCloseable {
    /** Bytes of one request, as on stdio. */
    static final int MAX_REQUEST_BYTES = StdioServer.MAX_MESSAGE_BYTES;

    /** Finds SSE clients that have gone, and keeps proxies from closing silent streams. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    private final Javalin javalin;
    private final HttpConfig config;

    private HttpServer(Javalin javalin, HttpConfig config) {
        this.javalin = javalin;
        this.config = config;
    }

    /** Listens on return; the memory opens beside that. */
    static HttpServer start(Wiring wiring, HttpConfig config, Administration administration) {
        wiring.memory().begin();
        var javalin =
                Javalin.create(settings -> {
                    configure(settings, wiring, config);
                    administration.routes(settings.routes);
                });
        JavalinLogger.enabled = false; // what it would say of a port that is taken is said below
        try {
            javalin.start(config.host(), config.port());
        } catch (JavalinBindException e) {
            throw new ConfigurationException(
                    "port "
                            + config.port()
                            + " on "
                            + config.host()
                            + " cannot be used: stop what listens there or give another --port");
        } finally {
            JavalinLogger.enabled = true;
        }
        return new HttpServer(javalin, config);
    }

    /** Where clients find it, for instance {@code http://127.0.0.1:3900}. */
    String address() {
        String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        return "http://" + host + ":" + javalin.port();
    }

    /** Serves until the process ends. */
    void await() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static void configure(JavalinConfig settings, Wiring wiring, HttpConfig config) {
        settings.startup.showJavalinBanner = false;
        settings.startup.showOldJavalinVersionWarning = false;
        settings.concurrency.useVirtualThreads = true;
        settings.http.maxRequestSize = MAX_REQUEST_BYTES;
        settings.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        settings.jetty.modifyServletContextHandler(context -> {
            filter(context, new RequestGuard(config), "/*");
            filter(context, new MessageGuard(wiring.endpoint().wire()), ChosenTools.PATH + "/*");
            filter(context, new MessageGuard(wiring.endpoint().wire()), "/messages");
            context.addServlet(async(new ChosenTools(wiring.endpoint())), ChosenTools.PATH + "/*");
            sse(context, wiring.endpoint());
        });
        new SideDoor(wiring.endpoint(), Caller.http()).routes(settings.routes);
        new Health(wiring.memory(), wiring.endpoint().wire().json()).routes(settings.routes);
    }

    private static void filter(ServletContextHandler context, HttpFilter filter, String path) {
        var holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, path, EnumSet.of(DispatcherType.REQUEST));
    }

    /** Deprecated by the protocol and the SDK, and what some clients still speak. */
    @SuppressWarnings("deprecation")
    private static void sse(ServletContextHandler context, McpEndpoint endpoint) {
        var transport =
                HttpServletSseServerTransportProvider.builder()
                        .jsonMapper(endpoint.wire())
                        .sseEndpoint("/sse")
                        .messageEndpoint("/messages")
                        .maxRequestSize(MAX_REQUEST_BYTES)
                        .keepAliveInterval(KEEP_ALIVE)
                        .build();
        endpoint.serve(transport);
        var holder = async(transport);
        context.addServlet(holder, "/sse");
        context.addServlet(holder, "/messages");
    }

    private static ServletHolder async(HttpServlet servlet) {
        var holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        return holder;
    }
}
