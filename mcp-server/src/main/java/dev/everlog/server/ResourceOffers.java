package dev.everlog.server;

import dev.everlog.tools.Resource;
import dev.everlog.tools.Suggestions;
import dev.everlog.tools.ToolResult;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The resources as MCP sees them: those whose tool is offered. Immutable, thread-safe. */
record ResourceOffers(McpEndpoint endpoint) {
    private static final String MIME_TYPE = "text/plain";

    List<SyncResourceSpecification> fixed() {
        return offered(false)
                .map(resource ->
                        new SyncResourceSpecification(
                                McpSchema.Resource.builder(resource.template(), resource.id())
                                        .title(resource.title())
                                        .description(resource.description())
                                        .mimeType(MIME_TYPE)
                                        .build(),
                                (exchange, request) -> read(resource, exchange, request)))
                .toList();
    }

    List<SyncResourceTemplateSpecification> templates() {
        return offered(true)
                .map(resource ->
                        new SyncResourceTemplateSpecification(
                                ResourceTemplate.builder(resource.template(), resource.id())
                                        .title(resource.title())
                                        .description(resource.description())
                                        .mimeType(MIME_TYPE)
                                        .build(),
                                (exchange, request) -> read(resource, exchange, request)))
                .toList();
    }

    Stream<SyncCompletionSpecification> completions() {
        return offered(true)
                .map(resource ->
                        new SyncCompletionSpecification(
                                new ResourceReference(resource.template()),
                                (exchange, request) -> complete(resource, exchange, request)));
    }

    private Stream<Resource> offered(boolean templates) {
        return Arrays.stream(Resource.values())
                .filter(resource -> resource.isTemplate() == templates)
                .filter(resource -> endpoint.reads(resource.tool()));
    }

    private ReadResourceResult read(
            Resource resource, McpSyncServerExchange exchange, ReadResourceRequest request) {
        ToolResult result =
                Refusal.unlessFitting(() ->
                        endpoint.call(
                                resource.tool(),
                                resource.arguments(request.uri()),
                                Caller.of(exchange)));
        String text = Refusal.unlessAnswered(result);
        if (!resource.isThere(result)) {
            throw McpError.builder(ErrorCodes.RESOURCE_NOT_FOUND).message(text).build();
        }
        var contents =
                TextResourceContents.builder(request.uri(), text).mimeType(MIME_TYPE).build();
        return ReadResourceResult.builder(List.of(contents)).build();
    }

    private CompleteResult complete(
            Resource resource, McpSyncServerExchange exchange, CompleteRequest request) {
        Map<String, String> known =
                request.context() == null || request.context().arguments() == null
                        ? Map.of()
                        : request.context().arguments();
        return PromptOffers.shown(
                Suggestions.of(
                        resource,
                        request.argument().name(),
                        request.argument().value(),
                        known,
                        endpoint.session(Caller.of(exchange))));
    }
}
