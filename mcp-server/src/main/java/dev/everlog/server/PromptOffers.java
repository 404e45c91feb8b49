package dev.everlog.server;

import dev.everlog.memory.Completions;
import dev.everlog.tools.Prompt;
import dev.everlog.tools.Suggestions;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The prompts as MCP sees them: those whose tool is offered. Immutable, thread-safe. */
record PromptOffers(McpEndpoint endpoint) {
    List<SyncPromptSpecification> all() {
        return offered()
                .map(prompt ->
                        new SyncPromptSpecification(
                                McpSchema.Prompt.builder(prompt.id())
                                        .title(prompt.title())
                                        .description(prompt.description())
                                        .arguments(arguments(prompt))
                                        .build(),
                                (exchange, request) -> get(prompt, exchange, request)))
                .toList();
    }

    Stream<SyncCompletionSpecification> completions() {
        return offered()
                .map(prompt ->
                        new SyncCompletionSpecification(
                                new PromptReference(prompt.id()),
                                (exchange, request) ->
                                        shown(
                                                Suggestions.of(
                                                        prompt,
                                                        request.argument().value(),
                                                        endpoint.session(Caller.of(exchange))))));
    }

    /** What is listed of the values that there are. */
    static CompleteResult shown(List<String> values) {
        boolean more = values.size() > Completions.MOST;
        return new CompleteResult(
                new CompleteCompletion(
                        more ? values.subList(0, Completions.MOST) : values,
                        more ? null : values.size(),
                        more));
    }

    private Stream<Prompt> offered() {
        return Arrays.stream(Prompt.values()).filter(prompt -> endpoint.offers(prompt.tool()));
    }

    private static List<PromptArgument> arguments(Prompt prompt) {
        return prompt.arguments().stream()
                .map(each ->
                        PromptArgument.builder(each.name())
                                .description(each.description())
                                .required(each.required())
                                .build())
                .toList();
    }

    /** Two messages, so that no stored text can be taken for a part of the request. */
    private GetPromptResult get(
            Prompt prompt, McpSyncServerExchange exchange, GetPromptRequest request) {
        Map<String, Object> given = Objects.requireNonNullElse(request.arguments(), Map.of());
        ObjectNode question = Refusal.unlessFitting(() -> prompt.question(given));
        var messages = new ArrayList<PromptMessage>();
        messages.add(said(prompt.text(given)));
        if (question != null) {
            messages.add(said(endpoint.call(prompt.tool(), question, Caller.of(exchange)).text()));
        }
        return GetPromptResult.builder(messages).description(prompt.description()).build();
    }

    private static PromptMessage said(String text) {
        return PromptMessage.builder(Role.USER, TextContent.builder(text).build()).build();
    }
}
