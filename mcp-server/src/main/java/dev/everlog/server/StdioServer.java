package dev.everlog.server;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * MCP over a pair of byte streams: one JSON-RPC message a line. Takes the place of the SDK's transport, which ends
 * silently at the first malformed line and drops the answers in flight at the end of input.
 *
 * <p>One thread reads. It answers the handshake and listings itself, in order; what asks the memory runs beside it on virtual
 * threads, so their answers come in any order: see {@link CallsInFlight}.
 */
final class StdioServer implements McpServerTransportProvider {
    /** Bytes of one message: room for a text of 10 MB with its escapes, and no more than a small heap can take. */
    static final int MAX_MESSAGE_BYTES = 16 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(StdioServer.class);

    private final InputStream input;
    private final ProtocolOutput output;
    private final McpJsonMapper json;
    private final MessageReader reader;
    private final CallsInFlight calls = new CallsInFlight();
    private final Predicate<String> reads;
    private final Runnable afterListing;
    private @Nullable McpServerSession session;
    private Handshake handshake = Handshake.WANTED;

    private enum Handshake {
        WANTED,
        ANSWERED,
        DONE
    }

    /**
     * @param reads whether the tool of a name writes nothing
     * @param afterListing runs each time the tools have been listed, on the reading thread: keep it short
     */
    StdioServer(
            InputStream input,
            ProtocolOutput output,
            WireMapper json,
            Predicate<String> reads,
            Runnable afterListing) {
        this.input = input;
        this.output = output;
        this.json = json;
        this.reader = new MessageReader(json.json());
        this.reads = reads;
        this.afterListing = afterListing;
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        session = factory.create(new StdioTransport(output, json));
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return session().sendNotification(method, params);
    }

    /** There is one client. */
    @Override
    public Mono<Void> notifyClient(String id, String method, Object params) {
        return notifyClients(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return session().closeGracefully();
    }

    /** Reads until the end of input, then waits for the answers in flight, at most {@code patience}. */
    void serve(Duration patience) throws IOException, InterruptedException {
        var lines = new BoundedLines(input, MAX_MESSAGE_BYTES);
        boolean more = true;
        while (more) {
            more = take(lines.next());
        }
        if (!calls.drain(patience)) {
            LOG.warn("Input has ended and calls still run: they are left without an answer");
        }
    }

    /** @return whether more can come */
    private boolean take(BoundedLines.Line line) throws InterruptedException {
        switch (line) {
            case BoundedLines.Line.Bytes(var bytes) -> take(reader.read(bytes));
            case BoundedLines.Line.TooLong(var size, var outline) ->
                    refuse(
                            Incoming.Fault.invalid(
                                    reader.idIn(outline),
                                    "a message of "
                                            + size
                                            + " bytes is over the limit of "
                                            + MAX_MESSAGE_BYTES
                                            + ": split it, or remember what matters with a link to the document"));
            case BoundedLines.Line.End() -> {
                return false;
            }
        }
        return true;
    }

    private void take(Incoming incoming) throws InterruptedException {
        switch (incoming) {
            case Incoming.Blank() -> {}
            case Incoming.Fault fault -> refuse(fault);
            case Incoming.Message(JSONRPCRequest request) -> take(request);
            case Incoming.Message(JSONRPCMessage message) -> hear(message);
        }
    }

    /** Takes what wants no answer. A notification before the handshake is nothing the session could do anything with. */
    private void hear(JSONRPCMessage message) {
        if (handshake == Handshake.WANTED) {
            return;
        }
        try {
            session().handle(message).block();
        } catch (RuntimeException e) {
            LOG.warn("A message of the client was not understood", e);
        }
        if (message instanceof JSONRPCNotification notification
                && notification.method().equals(McpSchema.METHOD_NOTIFICATION_INITIALIZED)) {
            handshake = Handshake.DONE;
        }
    }

    private void take(JSONRPCRequest request) throws InterruptedException {
        switch (request.method()) {
            case McpSchema.METHOD_PING ->
                    output.write(JSONRPCResponse.result(request.id(), Map.of()));
            case McpSchema.METHOD_INITIALIZE -> {
                answer(request);
                handshake = handshake == Handshake.DONE ? Handshake.DONE : Handshake.ANSWERED;
            }
            case String _ when handshake != Handshake.DONE ->
                    refuse(
                            Incoming.Fault.invalid(
                                    request.id(),
                                    handshake == Handshake.WANTED
                                            ? "the first request is initialize"
                                            : "send notifications/initialized first"));
            case McpSchema.METHOD_TOOLS_CALL -> calls.start(writes(request), () -> answer(request));
            case McpSchema.METHOD_RESOURCES_READ,
                    McpSchema.METHOD_PROMPT_GET,
                    McpSchema.METHOD_COMPLETION_COMPLETE ->
                    calls.start(false, () -> answer(request));
            case McpSchema.METHOD_TOOLS_LIST -> {
                answer(request);
                afterListing.run();
            }
            default -> answer(request);
        }
    }

    private boolean writes(JSONRPCRequest call) {
        return !(call.params() instanceof Map<?, ?> params
                && params.get("name") instanceof String tool
                && reads.test(tool));
    }

    private void answer(JSONRPCRequest request) {
        try {
            session().handle(request).block();
        } catch (RuntimeException e) {
            LOG.error("No answer to {}", request.method(), e);
            refuse(
                    new Incoming.Fault(
                            request.id(), ErrorCodes.INTERNAL_ERROR, "no answer could be made"));
        }
    }

    private void refuse(Incoming.Fault fault) {
        output.write(new ErrorReply(fault.id(), new JSONRPCError(fault.code(), fault.message())));
    }

    private McpServerSession session() {
        return Objects.requireNonNull(session, "the MCP server is built before it serves");
    }
}
