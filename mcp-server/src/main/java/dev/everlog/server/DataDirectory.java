package dev.everlog.server;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps a memory from settling among somebody's files because of a slip in {@code --data}. */
final class DataDirectory {
    /** What may be there before the first memory is. */
    private static final Pattern OURS = Pattern.compile("tmp|cache|demo-.*|\\..*");

    private DataDirectory() {}

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
                        .filter(entry -> !OURS.matcher(entry.getFileName().toString()).matches())
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
