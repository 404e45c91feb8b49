package dev.everlog.memory.vector;

import dev.everlog.embeddings.EmbeddingModel;
import dev.everlog.embeddings.Vector;
import dev.everlog.eventlog.tail.ProcessLock;
import dev.everlog.memory.vector.VectorFileException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a model made of texts, kept so that each text is embedded once. Derived data: nothing is forced to disk, and a
/// damaged record is skipped and counted. Bytes: {@link VectorFileFormat}.
///
/// Several processes share one file; each appends under the operating system's lock on {@code <file>.lock}, held for
/// one write. Within a process: one object per file; thread-safe by one monitor. Memory: about 100 bytes per vector, the
/// vectors stay on disk.
public final class VectorFile implements AutoCloseable {

    private static final int SCAN_RECORDS = 256;

    private final Path file;
    private final VectorFileFormat format;
    private final FileChannel channel;
    private final ProcessLock lock;
    private final Duration patience;
    private final Map<TextKey, Long> offsets = new HashMap<>(); // guarded by this
    private long scanned = VectorFileFormat.HEADER_BYTES; // bytes known; guarded by this
    private int damaged; // guarded by this

    private VectorFile(
            Path file,
            VectorFileFormat format,
            FileChannel channel,
            ProcessLock lock,
            Duration patience) {
        this.file = file;
        this.format = format;
        this.channel = channel;
        this.lock = lock;
        this.patience = patience;
    }

    /// Opens or makes a file, readable by its owner only, reads and checks all of it (1 GB/s) and cuts a torn end.
    ///
    /// @param patience how long to wait for another process's write, here and later
    public static VectorFile open(Path file, EmbeddingModel model, Duration patience) {
        try {
            FileChannel channel = openPrivate(file);
            try {
                Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
                ProcessLock lock = new ProcessLock(lockFile);
                VectorFile vectors =
                        new VectorFile(file, VectorFileFormat.of(model), channel, lock, patience);
                vectors.begin();
                return vectors;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new VectorFileException(Kind.IO, "cannot open " + file + ": " + e, e);
        }
    }

    /// The vector of a text that this process knows of; see {@link #refresh}. One read of the disk.
    public synchronized Optional<Vector> get(TextKey key) {
        Long offset = offsets.get(key);
        if (offset == null) {
            return Optional.empty();
        }
        try {
            Optional<Vector> vector =
                    format.parse(read(offset, format.recordBytes()))
                            .filter(entry -> entry.key().equals(key))
                            .map(VectorFileFormat.Entry::vector);
            if (vector.isEmpty()) {
                offsets.remove(key); // damaged since it was read first
                damaged++;
            }
            return vector;
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    /// Appends a vector, unless this or another process did so before.
    ///
    /// @return whether it was appended
    public synchronized boolean put(TextKey key, Vector vector) {
        if (vector.dimensions() != format.dimensions()) {
            throw new IllegalArgumentException(
                    file
                            + " takes "
                            + format.dimensions()
                            + " dimensions, was given "
                            + vector.dimensions());
        }
        if (offsets.containsKey(key)) {
            return false;
        }
        try (FileLock _ = lock()) {
            scan();
            if (offsets.containsKey(key)) {
                return false;
            }
            write(scanned, format.record(key, vector)); // over a torn end, if there is one
            offsets.put(key, scanned);
            scanned += format.recordBytes();
            return true;
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    /// Learns what other processes appended.
    ///
    /// @return how many vectors are new here; without news it costs one look at the length
    public synchronized int refresh() {
        int before = offsets.size();
        try {
            if (channel.size() >= scanned + format.recordBytes()) {
                try (FileLock _ = lock()) {
                    scan();
                }
            }
        } catch (IOException e) {
            throw failed("read", e);
        }
        return offsets.size() - before;
    }

    /// Vectors that this process knows of.
    public synchronized int size() {
        return offsets.size();
    }

    /// Records that were skipped because their check sum is wrong, since this object was opened.
    public synchronized int damaged() {
        return damaged;
    }

    private synchronized void begin() throws IOException {
        try (FileLock _ = lock()) {
            if (channel.size() < VectorFileFormat.HEADER_BYTES) {
                channel.truncate(0); // new, or its maker died at once
                write(0, format.header());
            }
            format.check(read(0, VectorFileFormat.HEADER_BYTES), file);
            scan();
            if (channel.size() > scanned) {
                channel.truncate(scanned);
            }
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private FileLock lock() throws IOException {
        FileLock held = lock.acquire(patience);
        if (held == null) {
            throw new VectorFileException(
                    Kind.LOCKED,
                    "another process has kept "
                            + file
                            + " locked for "
                            + patience.toMillis()
                            + " ms; try again");
        }
        return held;
    }

    /// Reads the whole records from {@code scanned} on; under the lock, so that none is half written.
    private void scan() throws IOException {
        int length = format.recordBytes();
        for (long whole = (channel.size() - scanned) / length; whole > 0; whole -= SCAN_RECORDS) {
            ByteBuffer chunk =
                    ByteBuffer.wrap(read(scanned, (int) Math.min(whole, SCAN_RECORDS) * length));
            byte[] record = new byte[length];
            while (chunk.hasRemaining()) {
                chunk.get(record);
                note(format.parse(record).map(VectorFileFormat.Entry::key));
            }
        }
    }

    private void note(Optional<TextKey> key) {
        if (key.isPresent()) {
            offsets.put(key.get(), scanned);
        } else {
            damaged++;
        }
        scanned += format.recordBytes();
    }

    private byte[] read(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new IOException(
                        "ends at " + channel.size() + ", wanted " + length + " bytes at " + offset);
            }
        }
        return bytes.array();
    }

    private void write(long offset, byte[] record) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(record);
        while (bytes.hasRemaining()) {
            channel.write(bytes, offset + bytes.position());
        }
    }

    private VectorFileException failed(String what, IOException e) {
        return new VectorFileException(Kind.IO, "cannot " + what + " " + file + ": " + e, e);
    }

    private static FileChannel openPrivate(Path file) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        return FileChannel.open(file, options, ownerOnly(file));
    }

    private static FileAttribute<?>[] ownerOnly(Path file) throws IOException {
        boolean posix =
                Files.getFileStore(file.toAbsolutePath().resolveSibling("."))
                        .supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public synchronized void close() {
        try (lock;
                channel) {
            offsets.clear();
        } catch (IOException e) {
            throw failed("close", e);
        }
    }
}
