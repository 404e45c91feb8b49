package dev.everlog.memory.moving;

import dev.everlog.eventlog.tail.PrivateFiles;
import dev.everlog.memory.MemoryException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one folder of a tenant that tools read files from and write files to, by plain names. Thread-safe.
 *
 * @param folder made when it is first written to
 */
public record Exchange(Path folder) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    /** Names that are told when one is not there: enough to see which was meant. */
    private static final int NAMES_SHOWN = 20;

    /** Writes all of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Beside the log of a tenant. */
    public static Exchange of(Path tenant) {
        return new Exchange(tenant.resolve("exchange"));
    }

    /** Whether a file is one that people may have put there, and not a draft of ours. */
    public boolean isTheirs(Path file) {
        return folder.equals(file.getParent()) && !file.getFileName().toString().startsWith(".");
    }

    /** A file that is there: {@code INVALID} for what is no plain name, {@code NOT_FOUND}. */
    public Input input(String name) {
        Path file = file(name);
        if (Files.isSymbolicLink(folder) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new MemoryException(
                    MemoryException.Kind.NOT_FOUND,
                    "there is no plain file " + name + " in the folder exchange of this memory",
                    "there are: " + names());
        }
        return new Input.InFile(file);
    }

    private String names() {
        try (Stream<Path> files = Files.list(folder)) {
            String names =
                    files.filter(this::isTheirs)
                            .map(file -> file.getFileName().toString())
                            .sorted()
                            .limit(NAMES_SHOWN)
                            .collect(Collectors.joining(", "));
            return names.isEmpty() ? "none" : names;
        } catch (IOException e) {
            return "none";
        }
    }

    /**
     * Writes a new file (0600): whole and on disk on return, or not at all.
     *
     * @return its bytes
     * @throws MemoryException {@code INVALID} for what is no plain name, {@code CONFLICT} if there is such a file
     */
    public long write(String name, Content content) throws IOException {
        Path file = file(name);
        PrivateFiles.makeDirectory(folder);
        if (Files.isSymbolicLink(folder) || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw taken(name);
        }
        Path draft = folder.resolve("." + name + "." + UUID.randomUUID() + ".new");
        try {
            long bytes = write(draft, content);
            Files.createLink(file, draft); // unlike a move it never takes the place of another
            return bytes;
        } catch (FileAlreadyExistsException e) {
            throw taken(name);
        } finally {
            Files.deleteIfExists(draft);
            PrivateFiles.forceDirectory(folder);
        }
    }

    private static long write(Path draft, Content content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        draft,
                        PrivateFiles.with(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PrivateFiles.mode(draft))) {
            content.writeTo(unclosed(Channels.newOutputStream(channel)));
            channel.force(true);
            return channel.size();
        }
    }

    /** What is written has to be forced yet, whatever closes its stream at the end. */
    private static OutputStream unclosed(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new MemoryException(
                    MemoryException.Kind.INVALID,
                    "a file name here is 1..128 of letters, digits, ., _ and -, without folders, was "
                            + shortened(name),
                    "for example orders.jsonl");
        }
        return folder.resolve(name);
    }

    private static String shortened(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "…";
    }

    private static MemoryException taken(String name) {
        return new MemoryException(
                MemoryException.Kind.CONFLICT,
                name + " is in the folder exchange already, and nothing is overwritten",
                "give another name");
    }
}
