package dev.everlog.server;

import dev.everlog.tools.ToolResult;
import dev.everlog.tools.ToolSpec;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reading by plain GET, for people, scripts and dashboards: the query parameters are the tool's arguments, the answer is
 * its structured form, a failure is a {@link Problem}. Thread-safe.
 */
final class SideDoor {
    /** Views by the last part of their path, and the tools that answer. */
    private static final Map<String, String> VIEWS =
            Map.of(
                    "events", "query_events",
                    "nodes", "memory_search",
                    "neighbors", "memory_neighbors",
                    "recall", "memory_recall");

    private final McpEndpoint endpoint;
    private final Caller caller;

    SideDoor(McpEndpoint endpoint, Caller caller) {
        this.endpoint = endpoint;
        this.caller = caller;
    }

    void routes(RoutesConfig routes) {
        VIEWS.forEach((view, tool) -> {
            if (endpoint.reads(tool)) { // else it is switched off
                routes.get("/api/v1/" + view, request -> answer(request, tool));
            }
        });
    }

    private void answer(Context request, String tool) {
        ToolSpec spec = endpoint.spec(tool);
        ObjectNode arguments =
                new QueryArguments(spec.inputSchema(), endpoint.wire().json())
                        .of(request.queryParamMap());
        ToolResult result = endpoint.call(tool, arguments, caller);
        ObjectNode body =
                Objects.requireNonNull(
                        result.structured(), "every tool answers in structured form too");
        if (result.isError()) {
            Problem problem = Problem.of(body);
            request.status(problem.status())
                    .contentType(Problem.CONTENT_TYPE)
                    .result(problem.body().toString());
        } else {
            request.contentType("application/json").result(body.toString());
        }
    }
}
