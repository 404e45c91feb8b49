package dev.everlog.server;

import dev.everlog.memory.LogStats;
import dev.everlog.memory.Vantage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /health}: 200 while the memory can be read and written, 503 with the reason while it cannot. Waits for the
 * opening of the memory. Thread-safe.
 */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final Opening memory;
    private final JsonMapper json;

    Health(Opening memory, JsonMapper json) {
        this.memory = memory;
        this.json = json;
    }

    void routes(RoutesConfig routes) {
        routes.get("/health", this::answer);
    }

    private void answer(Context request) {
        ObjectNode health = look().put("version", Version.TEXT);
        boolean well = health.path("problem").isMissingNode();
        request.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .contentType("application/json")
                .result(health.toString());
    }

    private ObjectNode look() {
        try {
            return describe(memory.get().memory().logStats(Vantage.NOW));
        } catch (RuntimeException e) {
            LOG.warn("Not healthy", e);
            return json.createObjectNode()
                    .put(
                            "problem",
                            "the memory cannot be read; the server's log on stderr says why");
        }
    }

    private ObjectNode describe(LogStats stats) {
        var log = stats.log();
        ObjectNode health =
                json.createObjectNode()
                        .put("position", log.end().value())
                        .put("durable_position", log.durable().value())
                        .put("durability", log.durability().name().toLowerCase(Locale.ROOT))
                        .put("free_bytes", log.freeBytes());
        health.set("views", json.valueToTree(stats.views()));
        if (log.sealingTrouble() != null) {
            health.put("sealing_trouble", log.sealingTrouble()); // reads and appends go on
        }
        String problem = problem(stats);
        return problem == null ? health : health.put("problem", problem);
    }

    private static @Nullable String problem(LogStats stats) {
        if (stats.log().damage() != null) {
            return stats.log().damage();
        }
        if (stats.log().lastFlushError() != null) {
            return stats.log().lastFlushError();
        }
        return stats.views().containsValue(-1L) ? "a view has stopped, see views" : null;
    }
}
