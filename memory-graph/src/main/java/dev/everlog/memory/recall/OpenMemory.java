package dev.everlog.memory.recall;

import dev.everlog.embeddings.Embedder;
import dev.everlog.embeddings.onnx.EngineSettings;
import dev.everlog.embeddings.onnx.OnnxEmbedder;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.eventlog.tail.TailOptions;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Tenants;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * One tenant's memory, the indexes over it and the model they ask, open: where a Java program begins. As many processes
 * as there are may have the same one open. Thread-safe as its parts.
 *
 * @param tenant its directory
 */
public record OpenMemory(Memory memory, Recall recall, Embedder embedder, Path tenant)
        implements AutoCloseable {
    /** Whose memory it is where nobody says. */
    public static final String TENANT = "default";

    private static final String LIBRARY = "library";

    /**
     * The memory in a data directory, which is made if it is not there; what is acknowledged is on disk.
     *
     * @throws dev.everlog.eventlog.LogException for a directory that cannot be used
     */
    public static OpenMemory in(Path data) {
        return in(data, Durability.COMMIT, LIBRARY);
    }

    /**
     * The memory in a data directory.
     *
     * @param durability what an acknowledgement means
     * @param role by which other processes know this one
     */
    public static OpenMemory in(Path data, Durability durability, String role) {
        Tenants tenants =
                new Tenants(
                        new Tenants.Parameters(
                                data,
                                tenant -> log(tenant, durability, role),
                                InstantSource.system(),
                                Ids.uuidV7()));
        Embedder embedder = OnnxEmbedder.bundled(new EngineSettings(data.resolve("cache")));
        return of(tenants.open(TENANT), embedder, tenants.directory(TENANT));
    }

    /** The log of a tenant, with what is derived from it beside it. */
    public static EventLog log(Path tenant, Durability durability, String role) {
        Path snapshots = Tenants.snapshots(tenant);
        return new EventLog(
                FileTail.open(
                        tenant.resolve("log"),
                        TailOptions.of(durability)
                                .withRole(role)
                                .withSnapshots(Snapshots.in(snapshots, "tail"))
                                .withDerived(new DerivedFiles(snapshots, vectors(tenant)))));
    }

    private static OpenMemory of(Memory memory, Embedder embedder, Path tenant) {
        Recall.Saved saved = Recall.Saved.in(Tenants.snapshots(tenant));
        Recall.Parameters parameters =
                new Recall.Parameters(memory, embedder, vectors(tenant), saved);
        return new OpenMemory(memory, Recall.open(parameters), embedder, tenant);
    }

    /** Where vectors are kept in the directory of a tenant. */
    public static Path vectors(Path tenant) {
        return tenant.resolve("vectors");
    }

    /**
     * The same made anew of the log, all of which it has read; this one answers until it is {@link #retire retired}.
     * For when something was erased: see {@link Memory#erasures}.
     */
    public OpenMemory renewed() {
        recall.retire(); // one at a time holds the lease and the file
        Memory fresh = memory.anew();
        fresh.catchUp();
        return of(fresh, embedder, tenant);
    }

    /** Leaves log and model to the one that it was {@link #renewed} by. */
    public void retire() {
        recall.close();
        memory.retire();
    }

    @Override
    public void close() {
        recall.close();
        memory.close();
        embedder.close();
    }
}
