package dev.everlog.server;

import static dev.everlog.server.CommandLine.run;

import dev.everlog.embeddings.HashingEmbedder;
import dev.everlog.embeddings.Vector;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.SnapshotReport;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.eventlog.tail.TailOptions;
import dev.everlog.memory.Ingest;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Tenants;
import dev.everlog.memory.Writer;
import dev.everlog.memory.recall.OpenMemory;
import dev.everlog.memory.vector.TextKey;
import dev.everlog.memory.vector.VectorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * One small memory in every form that Everlog writes: {@code data} with hot frames, a segment, snapshots and vectors,
 * {@code backup}, {@code events.jsonl}, and {@code digest}, what {@code everlog digest} says of it.
 */
record GoldenFiles(Path directory) {
    static final int TEXTS = 24;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ORDERS = 200;

    Path data() {
        return directory.resolve("data");
    }

    Path snapshots() {
        return Tenants.snapshots(data().resolve(Wiring.TENANT));
    }

    Path vectors() {
        var model = new HashingEmbedder().model();
        return OpenMemory.vectors(data().resolve(Wiring.TENANT)).resolve(model.name() + ".vectors");
    }

    Path backup() {
        return directory.resolve("backup");
    }

    Path export() {
        return directory.resolve("events.jsonl");
    }

    String digest() throws IOException {
        return Files.readString(directory.resolve("digest"));
    }

    /** Takes them out of an archive. */
    static GoldenFiles unpack(Path zip, Path directory) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = directory.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
        }
        return new GoldenFiles(directory);
    }

    /** Makes them with this version and packs them. */
    static void write(Path directory, Path zip) throws Exception {
        var files = new GoldenFiles(directory);
        files.remember();
        SealedMemory.seal(files.data());
        files.recallHot();
        files.embed();
        run(0, "backup", "--data", "" + files.data(), "--to", "" + files.backup());
        run(0, "export", "--data", "" + files.data(), "--to", "" + files.export());
        Files.writeString(
                directory.resolve("digest"), run(0, "digest", "--data", "" + files.data()));
        files.pack(zip);
    }

    private void remember() throws Exception {
        try (Memory memory = open()) {
            for (int i = 0; i < TEXTS; i++) {
                memory.remember(Remember.text(text(i)), writer("text " + i));
            }
            memory.ingest(new Ingest(orders()), writer("orders"));
        }
    }

    /** Events that stay hot, and snapshots behind them. */
    private void recallHot() throws Exception {
        try (Memory memory = open()) {
            memory.remember(Remember.text("Grace likes coffee \u2615"), writer("hot"));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!isSaved("tail") || !isSaved("views")) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("no snapshots in " + snapshots());
                }
                Thread.sleep(10);
            }
        }
    }

    private boolean isSaved(String kind) throws IOException {
        return Files.isDirectory(snapshots())
                && SnapshotReport.in(snapshots()).stream()
                        .anyMatch(each -> each.file().getFileName().toString().startsWith(kind));
    }

    private Memory open() {
        TailOptions options =
                TailOptions.of(Durability.COMMIT)
                        .withSnapshots(Snapshots.in(snapshots(), "tail", 1));
        return new Memory(
                new Memory.Parameters(
                        Wiring.TENANT,
                        new EventLog(FileTail.open(Wiring.logDirectory(data()), options)),
                        Snapshots.in(snapshots(), "views", 1),
                        InstantSource.system(),
                        Ids.uuidV7()));
    }

    private static String text(int number) {
        return "Ada prefers tea number " + number + " \"hot\" \n\ud83c\udf75";
    }

    private static List<Ingest.Item> orders() {
        return IntStream.range(0, ORDERS)
                .mapToObj(number ->
                        new Ingest.Item(
                                null,
                                "order.changed",
                                "order/" + number % 7,
                                JsonMapper.shared().createObjectNode().put("total", number),
                                null,
                                null,
                                null,
                                null))
                .toList();
    }

    private static Writer writer(String key) {
        return new Writer("tester", "s1", "demo", "c1", null, new IdempotencyKey(key, "of " + key));
    }

    private void embed() throws IOException {
        Files.createDirectories(vectors().getParent());
        try (var embedder = new HashingEmbedder();
                VectorFile file = VectorFile.open(vectors(), embedder.model(), PATIENCE)) {
            for (int i = 0; i < TEXTS; i++) {
                Vector vector = embedder.embed(text(i));
                file.put(TextKey.of(text(i)), vector);
            }
        }
    }

    private void pack(Path zip) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new ZipEntry(directory.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }
}
