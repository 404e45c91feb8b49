package dev.everlog.server;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a data directory holds, and that it is ours: kept to its owner, and nobody else's because of a slip. */
final class DataDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

    /** All that we make. */
    private static final Pattern OURS = Pattern.compile("tmp|cache|demo-.*|" + Wiring.TENANT);

    /** What may be there while the first memory is not yet, for another process may be making it. */
    private static final Pattern BEFORE = Pattern.compile(OURS + "|\\..*");

    private DataDirectory() {}

    /** Tightens a directory that was there before. One that also holds what is not ours may be meant for others. */
    static void closeToOthers(Path data) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(data, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        try (Stream<Path> entries = Files.list(data)) {
            if (entries.allMatch(entry -> isNamed(entry, OURS))) {
                view.setPermissions(PosixFilePermissions.fromString("rwx------"));
            }
        } catch (FileSystemException e) {
            LOG.debug("Somebody else's directory stays as it is", e);
        }
    }

    private static boolean isNamed(Path entry, Pattern names) {
        return names.matcher(entry.getFileName().toString()).matches();
    }

    /**
     * Passes when the directory is there, whatever it holds.
     *
     * @throws ConfigurationException if not, after it should have been made
     */
    static void requireThere(Path data) {
        if (!Files.isDirectory(data)) {
            throw new ConfigurationException(
                    data
                            + (Files.exists(data) ? " is a file" : " cannot be made")
                            + ": give --data a directory that you may write to, for example "
                            + Path.of(System.getProperty("user.home"), ".everlog"));
        }
    }

    /**
     * Passes where nothing is, or a memory.
     *
     * @throws LogException {@code UNUSABLE} for a directory that holds other files and no memory
     */
    static void requireOurs(Path data) {
        if (!Files.isDirectory(data)) {
            return;
        }
        try (Stream<Path> entries = Files.list(data)) {
            List<Path> all = entries.sorted().toList();
            if (all.stream().noneMatch(entry -> Files.isDirectory(entry.resolve("log")))) {
                all.stream()
                        .filter(entry -> !isNamed(entry, BEFORE))
                        .findFirst()
                        .ifPresent(foreign -> refuse(data, foreign));
            }
        } catch (IOException e) {
            throw new LogException(Kind.UNUSABLE, data + " cannot be listed: " + e.getMessage(), e);
        }
    }

    private static void refuse(Path data, Path foreign) {
        throw new LogException(
                Kind.UNUSABLE,
                data
                        + " holds other files ("
                        + foreign.getFileName()
                        + ") and no memory of Everlog; nothing was written. Give --data a directory of its own,"
                        + " for example "
                        + data.resolve("everlog"));
    }
}
