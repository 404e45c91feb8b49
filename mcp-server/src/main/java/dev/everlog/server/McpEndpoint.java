package dev.everlog.server;

import dev.everlog.memory.RecallLedger;
import dev.everlog.memory.moving.Exchange;
import dev.everlog.memory.moving.Progress;
import dev.everlog.memory.recall.OpenMemory;
import dev.everlog.tools.Selection;
import dev.everlog.tools.Session;
import dev.everlog.tools.ToolCatalog;
import dev.everlog.tools.ToolDispatcher;
import dev.everlog.tools.ToolResult;
import dev.everlog.tools.ToolSpec;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.ResourcesUpdatedNotification;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tools as MCP sees them. Each transport gets a server object of its own over the same tools and the same memory.
 * Thread-safe.
 */
final class McpEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(McpEndpoint.class);

    private final ToolCatalog catalog;
    private final ToolDispatcher dispatcher;
    private final Supplier<OpenMemory> memory;
    private final @Nullable String project;
    private final Offer offer;
    private final @Nullable RecallLedger ledger;
    private final WireMapper wire;
    private final ResourceOffers resources = new ResourceOffers(this);
    private final PromptOffers prompts = new PromptOffers(this);

    /** All that serve, to be told what changes. */
    private final List<McpSyncServer> servers;

    /**
     * @param offer whose tools are those of the catalog
     * @param ledger takes down what is served; null for none
     */
    McpEndpoint(
            ToolCatalog catalog,
            Supplier<OpenMemory> memory,
            @Nullable String project,
            Offer offer,
            @Nullable RecallLedger ledger) {
        this.catalog = catalog;
        this.dispatcher = new ToolDispatcher(catalog);
        this.memory = memory;
        this.project = project;
        this.offer = offer;
        this.ledger = ledger;
        this.servers = new CopyOnWriteArrayList<>();
        this.wire = new WireMapper(new OutgoingErrors(catalog), offer.aliases());
    }

    private McpEndpoint(McpEndpoint whole, ToolCatalog catalog) {
        this.catalog = catalog;
        this.dispatcher = whole.dispatcher.beside(catalog);
        this.memory = whole.memory;
        this.project = whole.project;
        this.offer = whole.offer;
        this.ledger = whole.ledger;
        this.servers = whole.servers;
        this.wire = new WireMapper(new OutgoingErrors(catalog), offer.aliases());
    }

    /**
     * The same with some of the tools.
     *
     * @throws IllegalArgumentException for a name that there is not, and where no tool is left
     */
    McpEndpoint offering(Selection selection) {
        return new McpEndpoint(this, catalog.offering(selection));
    }

    /** The JSON rules that the transports share. */
    WireMapper wire() {
        return wire;
    }

    /** Serves one session, over stdio or one of many over SSE. */
    McpSyncServer serve(McpServerTransportProvider transport) {
        return serving(configured(McpServer.sync(transport)));
    }

    /** Serves Streamable HTTP. */
    McpSyncServer serve(McpStreamableServerTransportProvider transport) {
        return serving(configured(McpServer.sync(transport)));
    }

    private McpSyncServer serving(McpServer.SyncSpecification<?> specification) {
        McpSyncServer server = specification.build();
        servers.add(server);
        return server;
    }

    /** What clients are told about a tool that exists. */
    ToolSpec spec(String tool) {
        return catalog.find(tool).orElseThrow();
    }

    /** Whether there is a tool of this name. */
    boolean offers(String tool) {
        return catalog.find(tool).isPresent();
    }

    /** Whether there is a tool of this name, ours or another's, that writes nothing. */
    boolean reads(String tool) {
        return catalog.find(offer.aliases().tool(tool)).map(ToolSpec::readOnly).orElse(false);
    }

    /** Runs a tool for somebody. */
    ToolResult call(String tool, ObjectNode arguments, Caller caller) {
        return dispatcher.call(tool, arguments, session(caller));
    }

    Session session(Caller caller) {
        return session(caller, Progress.NONE);
    }

    private Session session(Caller caller, Progress progress) {
        return new Session(
                () -> memory.get().recall(),
                caller.actor(),
                caller.session(),
                project,
                InstantSource.system(),
                () -> Exchange.of(memory.get().tenant()),
                progress,
                ledger);
    }

    /** Tells the clients that subscribed to an address, over whatever transport, that there is something else now. */
    void changed(String uri) {
        var notice = new ResourcesUpdatedNotification(uri);
        servers.forEach(server -> server.notifyResourcesUpdated(notice));
    }

    /**
     * Tools run on the thread that brought the call (a virtual one), and their arguments are checked by the dispatcher,
     * whose words teach more than a schema's.
     */
    private <S extends McpServer.SyncSpecification<S>> McpServer.SyncSpecification<S> configured(
            McpServer.SyncSpecification<S> server) {
        return server.serverInfo(
                        Implementation.builder("everlog", Version.TEXT).title("Everlog").build())
                .instructions(Instructions.TEXT)
                .capabilities(
                        ServerCapabilities.builder()
                                .tools(false)
                                .resources(true, false)
                                .prompts(false)
                                .completions()
                                .build())
                .jsonMapper(wire)
                .jsonSchemaValidator(new TrustingValidator())
                .validateToolInputs(false)
                .immediateExecution(true)
                .tools(specifications())
                .resources(resources.fixed())
                .resourceTemplates(resources.templates())
                .prompts(prompts.all())
                .completions(
                        Stream.concat(resources.completions(), prompts.completions()).toList());
    }

    private List<SyncToolSpecification> specifications() {
        ObjectNode answers =
                offer.structured() ? ToolCatalog.answerSchemas() : wire.json().createObjectNode();
        return catalog.specs().stream()
                .map(spec ->
                        SyncToolSpecification.builder()
                                .tool(tool(spec, answers.get(spec.name())))
                                .callHandler(this::call)
                                .build())
                .toList();
    }

    private Tool tool(ToolSpec spec, @Nullable JsonNode answer) {
        return Tool.builder(spec.name(), plain(spec.inputSchema()))
                .outputSchema(answer == null ? null : plain(answer))
                .title(spec.title())
                .description(spec.description())
                .annotations(
                        ToolAnnotations.builder()
                                .readOnlyHint(spec.readOnly())
                                .destructiveHint(spec.destructive())
                                .idempotentHint(spec.idempotent())
                                .openWorldHint(spec.openWorld())
                                .build())
                .build();
    }

    /** Told to a client that wants to know; when it is gone, what it asked for is done all the same. */
    private static Progress progress(McpSyncServerExchange exchange, CallToolRequest request) {
        Object token = request.progressToken();
        return token == null ? Progress.NONE : rows -> notify(exchange, token, rows);
    }

    private static void notify(McpSyncServerExchange exchange, Object token, long rows) {
        try {
            exchange.progressNotification(
                    ProgressNotification.builder(token, (double) rows).build());
        } catch (RuntimeException e) {
            LOG.debug("Nobody hears of the progress", e);
        }
    }

    /**
     * Answers text only, unless the user wants both: several clients show the model nothing but the structured content
     * where there is one, and that costs twice the tokens.
     */
    private CallToolResult call(McpSyncServerExchange exchange, CallToolRequest request) {
        ObjectNode arguments =
                wire.json()
                        .convertValue(
                                Objects.requireNonNullElse(request.arguments(), Map.of()),
                                ObjectNode.class);
        ToolResult result =
                dispatcher.call(
                        request.name(),
                        arguments,
                        session(Caller.of(exchange), progress(exchange, request)));
        var answer =
                CallToolResult.builder().addTextContent(result.text()).isError(result.isError());
        if (offer.structured() && result.structured() != null) {
            answer.structuredContent(plain(result.structured()));
        }
        return answer.build();
    }

    private Map<String, Object> plain(JsonNode schema) {
        return wire.json()
                .convertValue(schema, new TypeReference<LinkedHashMap<String, Object>>() {});
    }
}
