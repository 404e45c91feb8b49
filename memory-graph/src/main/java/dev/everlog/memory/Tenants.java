package dev.everlog.memory;

import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.tail.Snapshots;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The memories of all tenants of a data directory, each opened on first use. Thread-safe. */
public final class Tenants implements AutoCloseable {
    /** A plain word: it becomes the name of a directory on any file system. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    /**
     * What the memories are made of.
     *
     * @param data one directory per tenant is below it
     * @param openLog opens the log that lives in a tenant's directory
     */
    public record Parameters(
            Path data, Function<Path, EventLog> openLog, InstantSource clock, Ids ids) {}

    private final Parameters parameters;
    private final Map<String, Memory> open = new LinkedHashMap<>();
    private boolean closed;

    public Tenants(Parameters parameters) {
        this.parameters = parameters;
    }

    /** The memory of a tenant: the same one each time. {@code INVALID} for a name that is no plain word. */
    public synchronized Memory open(String tenant) {
        if (closed) {
            throw new IllegalStateException("the tenants have been closed");
        }
        Memory known = open.get(tenant);
        if (known != null) {
            return known;
        }
        EventLog log = parameters.openLog.apply(directory(tenant));
        Memory memory =
                new Memory(
                        new Memory.Parameters(
                                tenant,
                                log,
                                Snapshots.in(snapshots(directory(tenant)), "views"),
                                parameters.clock,
                                parameters.ids));
        open.put(tenant, memory);
        return memory;
    }

    /** Where a tenant's log, vectors and indexes live; not created by asking. */
    public Path directory(String tenant) {
        if (!NAME.matcher(tenant).matches()) {
            throw MemoryException.invalid(
                    "a tenant's name is 1..63 of a-z, 0-9, _ and -, and begins with a letter or digit",
                    "for example default");
        }
        return parameters.data.resolve(tenant);
    }

    /** Where snapshots are kept in the directory of a tenant. */
    public static Path snapshots(Path tenant) {
        return tenant.resolve("snapshots");
    }

    /** Closes what was opened; all of it, also when one fails. */
    @Override
    public synchronized void close() {
        closed = true;
        RuntimeException failure = null;
        for (Memory memory : open.values()) {
            try {
                memory.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        open.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
