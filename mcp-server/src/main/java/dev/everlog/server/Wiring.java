package dev.everlog.server;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Ids;
import dev.everlog.memory.RecallLedger;
import dev.everlog.memory.Tenants;
import dev.everlog.memory.recall.OpenMemory;
import dev.everlog.tools.Selection;
import dev.everlog.tools.ToolCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a server put together: one memory, whatever speaks to it. Thread-safe.
 *
 * @param memory opened when it is needed
 * @param endpoint the tools over it
 * @param ledger of what they serve, null where none is kept
 */
record Wiring(Opening memory, McpEndpoint endpoint, @Nullable RecallLedger ledger)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    /** The one tenant of a server whose clients bring no credentials. */
    static final String TENANT = OpenMemory.TENANT;

    /** Role of a process that does one thing and ends. */
    private static final String COMMAND = "command";

    /** @param role by which other processes know this one */
    static Wiring of(ServerConfig config, String role) {
        return of(config, role, Offer.ALL);
    }

    /** @throws ConfigurationException if the selection names a tool that there is not; then nothing was made */
    static Wiring of(ServerConfig config, String role, Offer offer) {
        var catalog = offered(offer.selection());
        TemporaryFiles.keepBelow(config.data());
        var memory = new Opening(() -> open(config, role));
        RecallLedger ledger = offer.ledger() ? new RecallLedger(LOG::warn) : null;
        var endpoint = new McpEndpoint(catalog, memory, config.project(), offer, ledger);
        memory.each(new Notices(endpoint::changed)::follow);
        return new Wiring(memory, endpoint, ledger);
    }

    private static ToolCatalog offered(Selection selection) {
        try {
            return ToolCatalog.standard().offering(selection);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }

    /** Where the log of a data directory lives. */
    static Path logDirectory(Path data) {
        return data.resolve(TENANT).resolve("log");
    }

    /** The log of a data directory, which must be there. */
    static Path existingLog(Path data) {
        Path log = logDirectory(data);
        if (!Files.isDirectory(log)) {
            throw new ConfigurationException("there is no memory in " + data + ": give its --data");
        }
        return log;
    }

    /** The memories of a data directory, without indexes and model. */
    static Tenants tenants(ServerConfig config) {
        return tenants(
                config,
                tenant -> {
                    DataDirectory.requireOurs(config.data());
                    return log(tenant, config.durability());
                });
    }

    /** Of a log that is open. */
    static Tenants tenants(ServerConfig config, EventLog log) {
        return tenants(config, _ -> log);
    }

    private static Tenants tenants(ServerConfig config, Function<Path, EventLog> open) {
        return new Tenants(
                new Tenants.Parameters(config.data(), open, InstantSource.system(), Ids.uuidV7()));
    }

    private static OpenMemory open(ServerConfig config, String role) {
        DataDirectory.requireOurs(config.data());
        return OpenMemory.in(config.data(), config.durability(), role);
    }

    /** The log of a tenant, in a command that erases. */
    static EventLog log(Path tenant, Durability durability) {
        return OpenMemory.log(tenant, durability, COMMAND);
    }

    @Override
    public void close() {
        if (ledger != null) {
            ledger.close();
        }
        memory.close();
    }
}
