package dev.everlog.server.backup;

import dev.everlog.eventlog.tail.LogImage;
import dev.everlog.eventlog.tail.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Files under the SHA-256 of their content, each once. One process at a time may write. */
final class KeptFiles {
    private final Path directory;

    /** @param directory may not be there yet */
    KeptFiles(Path directory) {
        this.directory = directory;
    }

    void make() throws IOException {
        PrivateFiles.makeDirectory(directory);
    }

    /** What was kept so far is there after a power cut. */
    void force() throws IOException {
        PrivateFiles.forceDirectory(directory);
    }

    /**
     * What keeping a file came to.
     *
     * @param isNew whether it was not there before
     */
    record Copy(String sha256, boolean isNew) {}

    /** Under a temporary name until all of it is on stable storage. */
    Copy keep(LogImage.Part part) throws IOException {
        Path fresh = directory.resolve(UUID.randomUUID() + ".new");
        try {
            String sha256;
            try (OutputStream file = create(fresh);
                    DigestOutputStream digested = Sha256.digesting(file)) {
                part.copyTo(digested);
                sha256 = Sha256.hex(digested.getMessageDigest());
            }
            Path kept = file(sha256);
            boolean isNew = !isWhole(kept, part.length(), sha256);
            if (isNew) {
                force(fresh);
                Files.move(
                        fresh,
                        kept,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            return new Copy(sha256, isNew);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Read again at each backup: what rots on the disk of the backups is replaced while there is something to replace it. */
    private static boolean isWhole(Path file, long size, String sha256) throws IOException {
        if (!hasSize(file, size)) {
            return false;
        }
        try (DigestOutputStream digested = Sha256.digesting(OutputStream.nullOutputStream())) {
            Files.copy(file, digested);
            return Sha256.hex(digested.getMessageDigest()).equals(sha256);
        }
    }

    private static boolean hasSize(Path file, long size) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == size;
    }

    private Path file(String sha256) {
        return directory.resolve(sha256);
    }

    void forgetAllBut(Set<String> named) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> !named.contains(each.getFileName().toString())).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * Copies one to a file that is not there yet, forced.
     *
     * @throws BackupException if it is missing or has another content
     */
    void copy(Manifest.Entry entry, Path to) throws IOException {
        Path from = file(entry.sha256());
        if (!hasSize(from, entry.size())) {
            throw changed(from, entry);
        }
        PrivateFiles.makeDirectory(Objects.requireNonNull(to.getParent()));
        try (InputStream in = Files.newInputStream(from, LinkOption.NOFOLLOW_LINKS);
                OutputStream file = create(to);
                DigestOutputStream digested = Sha256.digesting(file)) {
            in.transferTo(digested);
            if (!Sha256.hex(digested.getMessageDigest()).equals(entry.sha256())) {
                throw changed(from, entry);
            }
        }
        force(to);
    }

    private static BackupException changed(Path file, Manifest.Entry entry) {
        return BackupException.damage(
                file
                        + " is missing or not what was backed up as "
                        + entry.name()
                        + "; nothing was restored. An older backup may be whole: give --at a smaller position; or back up again, which replaces the file");
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static OutputStream create(Path file) throws IOException {
        Files.createFile(file, PrivateFiles.mode(file));
        return Files.newOutputStream(file, StandardOpenOption.WRITE);
    }
}
