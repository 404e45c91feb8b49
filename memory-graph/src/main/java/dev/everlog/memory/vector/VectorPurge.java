package dev.everlog.memory.vector;

import dev.everlog.eventlog.tail.PrivateFiles;
import dev.everlog.eventlog.tail.ProcessLock;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/// Takes vectors out of a file whose texts were erased, for something of a text can be told from its vector.
public final class VectorPurge {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private VectorPurge() {}

    /// Replaces the file by one that holds the whole vectors of the wanted texts only; on return no power cut brings the others
    /// back. A file that is damaged is deleted. Who has the old one open goes on with that, and what he adds is lost.
    ///
    /// @throws IOException also when another process keeps the file locked
    public static void keep(Path file, Predicate<TextKey> wanted) throws IOException {
        try (ProcessLock lock = new ProcessLock(file.resolveSibling(file.getFileName() + ".lock"));
                FileLock held = lock.acquire(PATIENCE)) {
            if (held == null) {
                throw new IOException("another process keeps " + file + " locked");
            }
            try {
                replace(file, wanted);
            } catch (VectorFileException e) {
                Files.delete(file); // vectors are derived
            }
            PrivateFiles.forceDirectory(file.toAbsolutePath().resolveSibling("."));
        }
    }

    private static void replace(Path file, Predicate<TextKey> wanted) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PrivateFiles.mode(fresh));
        try (DataInputStream in =
                        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
                FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            copy(file, in, out, wanted);
            out.force(true);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(
            Path file, DataInputStream in, FileChannel out, Predicate<TextKey> wanted)
            throws IOException {
        byte[] header = in.readNBytes(VectorFileFormat.HEADER_BYTES);
        if (header.length < VectorFileFormat.HEADER_BYTES) {
            return; // its maker died at once
        }
        VectorFileFormat format = VectorFileFormat.in(header, file);
        write(out, header);
        byte[] record = in.readNBytes(format.recordBytes());
        while (record.length == format.recordBytes()) {
            Optional<VectorFileFormat.Entry> entry = format.parse(record);
            if (entry.isPresent() && wanted.test(entry.get().key())) {
                write(out, record);
            }
            record = in.readNBytes(format.recordBytes());
        }
    }

    private static void write(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            out.write(left);
        }
    }
}
