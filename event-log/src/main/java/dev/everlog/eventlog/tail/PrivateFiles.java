package dev.everlog.eventlog.tail;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Files and directories that only their owner may read, and directories whose entries survive a power cut. */
public final class PrivateFiles {
    private static final String OWNER_ONLY = "rw-------";

    private PrivateFiles() {}

    /** Attributes for a new file: 0600 where the file system knows such modes. */
    public static FileAttribute<?>[] mode(Path near) {
        return attributes(near, OWNER_ONLY);
    }

    public static Set<OpenOption> with(OpenOption... options) {
        return Set.of(options);
    }

    /** Opens a file to read and write, and makes it (0600) if it is not there. Unlike a channel it bears an interrupt. */
    public static RandomAccessFile open(Path file) throws IOException {
        FileChannel.open(
                        file, with(StandardOpenOption.CREATE, StandardOpenOption.WRITE), mode(file))
                .close();
        return new RandomAccessFile(file.toFile(), "rw");
    }

    /**
     * Puts a small file (0600) in the place of another, whole or not at all; on return it survives a power cut.
     *
     * @param draft in the same directory, written first; it may be there
     */
    public static void replace(Path file, Path draft, byte[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        draft,
                        with(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.TRUNCATE_EXISTING),
                        mode(draft))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(
                draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    }

    /** Makes the directory (0700) and its parents, and forces the entries into them. */
    public static void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            makeDirectory(parent);
        }
        Files.createDirectories(directory, attributes(directory, "rwx------"));
        if (parent != null) {
            forceDirectory(parent);
        }
    }

    /** Makes an empty file (0600) and forces the entry into its directory. */
    static void makeFile(Path file) throws IOException {
        Files.createFile(file, mode(file));
        forceDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    }

    /** On Windows directories cannot be forced and need not be. */
    public static void forceDirectory(Path directory) throws IOException {
        if (isPosix(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] attributes(Path near, String permissions) {
        return isPosix(near)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path near) {
        return near.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
