package dev.everlog.server;

import dev.everlog.eventlog.tail.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what libraries unpack for a moment inside the data directory, one directory a process, so that nothing is
 * written anywhere else and what a killed process left is found and removed.
 */
final class TemporaryFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFiles.class);

    /** Where Java itself, JNA and JFFI look for a place. */
    private static final String[] SETTINGS = {"java.io.tmpdir", "jna.tmpdir", "jffi.extract.dir"};

    /** A process of this number may live in another container; but it does not begin to use old files. */
    private static final Duration OLD = Duration.ofHours(1);

    private TemporaryFiles() {}

    /** Call before any library is used. Where the directory cannot be made, opening the memory will say why. */
    static void keepBelow(Path data) {
        Path all = data.resolve("tmp");
        Path mine = mine(data);
        try {
            PrivateFiles.makeDirectory(data);
            DataDirectory.closeToOthers(data);
            PrivateFiles.makeDirectory(mine);
            sweep(all);
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("No directory for temporary files", e);
            return;
        }
        for (String setting : SETTINGS) {
            System.setProperty(setting, mine.toString());
        }
    }

    private static Path mine(Path data) {
        return data.resolve("tmp").resolve(Long.toString(ProcessHandle.current().pid()));
    }

    /** At the end of the process; what is open stays readable to it. */
    static void leave(Path data) {
        try {
            delete(mine(data));
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("Temporary files stay for the next one who sweeps", e);
        }
    }

    /** Deletes what processes left that have ended. @return what it deleted */
    static List<Path> sweep(Path all) throws IOException {
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> processes = Files.list(all)) {
            List<Path> left = processes.filter(TemporaryFiles::isLeftBehind).toList();
            for (Path one : left) {
                delete(one);
            }
            return left;
        }
    }

    private static boolean isLeftBehind(Path directory) {
        String name = directory.getFileName().toString();
        try {
            return name.matches("\\d{1,18}")
                    && ProcessHandle.of(Long.parseLong(name)).isEmpty()
                    && isOld(directory);
        } catch (IOException e) {
            return false;
        }
    }

    /** Nobody works on it any more. */
    static boolean isOld(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(OLD));
    }

    /** Somebody else may be deleting the same. */
    static void delete(Path directory) throws IOException {
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path all, IOException failure)
                            throws IOException {
                        Files.deleteIfExists(all);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
