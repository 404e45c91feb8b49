package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import dev.everlog.eventlog.Position;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one log.
 *
 * <pre>
 * format                                   which format this is; written once, forced
 * lock                                     held by the writing process
 * mark                                     see {@link CommitMark}
 * generations/00000000000000000001.frames  see {@link Generation}
 * archive/                                 what was sealed, see {@link Archive}
 * lease                                    held by the process that seals
 * processes/                               who has it open, see {@link PresenceFile}
 * </pre>
 *
 * Immutable and thread-safe; what is listed is what is there at that moment.
 *
 * @param path of the log
 */
record LogDirectory(Path path) {
    private static final String FORMAT = "everlog log, format ";
    private static final int VERSION = 1;

    /** What may be there before the format is, when another process is making the same log. */
    private static final Pattern OURS =
            Pattern.compile("lock|lease|mark|generations|archive|processes|format(\\..*\\.new)?");

    Path lockFile() {
        return path.resolve("lock");
    }

    Path markFile() {
        return path.resolve("mark");
    }

    Path leaseFile() {
        return path.resolve("lease");
    }

    Path processes() {
        return path.resolve("processes");
    }

    Path archive() {
        return path.resolve("archive");
    }

    private Path formatFile() {
        return path.resolve("format");
    }

    private Path generations() {
        return path.resolve("generations");
    }

    Path generation(Generation generation) {
        return generations().resolve(generation.name());
    }

    /** Bytes that this user may still write; zero also when nobody can tell. 3 µs: asks the kernel, not the mount table. */
    long freeBytes() {
        return path.toFile().getUsableSpace();
    }

    /** What is there of hot and cold files; one that goes meanwhile counts nothing. */
    LogSize size() {
        return new LogSize(bytesIn(generations()), bytesIn(archive()));
    }

    private static long bytesIn(Path directory) {
        File[] files = directory.toFile().listFiles();
        return files == null ? 0 : Stream.of(files).mapToLong(File::length).sum();
    }

    /** Somebody may have removed it while the process runs; its open files would take appends that nobody finds again. */
    void requireThere() {
        if (Files.notExists(formatFile())) {
            throw new LogException(
                    Kind.UNUSABLE,
                    path
                            + " is gone, or no longer an Everlog log: nothing was written. Put it back from a backup, or"
                            + " start the server again to begin an empty one");
        }
    }

    /** Deletes a generation that the archive holds; who has its file open can read on. */
    void trim(Generation generation) throws IOException {
        Files.deleteIfExists(generation(generation));
    }

    /** Makes sure that no power cut brings a trimmed one back. */
    void forceGenerations() throws IOException {
        PrivateFiles.forceDirectory(generations());
    }

    /** All that there are now. */
    NavigableSet<Generation> listGenerations() throws IOException {
        if (!Files.isDirectory(generations())) {
            return Collections.emptyNavigableSet();
        }
        try (Stream<Path> entries = Files.list(generations())) {
            return entries.map(entry -> Generation.named(entry.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Whether no hot file holds the position or any before it. */
    boolean isSealed(Position last) throws IOException {
        NavigableSet<Generation> hot = listGenerations();
        return hot.isEmpty() || hot.first().start() > last.value();
    }

    /** When a generation was last begun or removed, by the clock of the file system. */
    Instant generationsChanged() throws IOException {
        return Files.getLastModifiedTime(generations()).toInstant();
    }

    /** One that nobody has begun; to be called under the write lock. */
    Generation freshGeneration(Position start) throws IOException {
        Generation last = listGenerations().floor(Generation.lastFor(start.value()));
        return last != null && last.start() == start.value()
                ? last.again()
                : new Generation(start.value(), 0);
    }

    /** Makes the directory if nothing is there; writes nothing into one that is not ours. */
    static LogDirectory prepare(Path path) {
        LogDirectory directory = new LogDirectory(path);
        try {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw new LogException(
                        Kind.UNUSABLE, path + " is a file; a log needs a directory of its own");
            }
            if (!Files.exists(directory.formatFile())) {
                directory.requireEmpty();
                PrivateFiles.makeDirectory(directory.generations());
                directory.writeFormat();
            }
            directory.checkFormat();
            if (!Files.isWritable(path)) {
                throw directory.unusable("it cannot be written to", null);
            }
            return directory;
        } catch (IOException e) {
            throw directory.unusable(e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /** As {@link #prepare}, for readers: nothing is made. */
    static LogDirectory existing(Path path) {
        LogDirectory directory = new LogDirectory(path);
        try {
            directory.checkFormat();
            return directory;
        } catch (IOException e) {
            throw directory.unusable("there is no Everlog log in it", e);
        }
    }

    private void requireEmpty() throws IOException {
        if (!Files.isDirectory(path)) {
            return;
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<String> foreign =
                    entries.map(entry -> entry.getFileName().toString())
                            .filter(name -> !OURS.matcher(name).matches())
                            .toList();
            if (!foreign.isEmpty()) {
                throw unusable(
                        "it holds other files (" + foreign.getFirst() + ") and no Everlog log",
                        null);
            }
        }
    }

    /** Several processes may make the same log at once: each moves a file of its own, all say the same. */
    private void writeFormat() throws IOException {
        Path draft = path.resolve("format." + UUID.randomUUID() + ".new");
        PrivateFiles.replace(formatFile(), draft, format());
    }

    /** What the format file says. */
    static byte[] format() {
        return Utf8.encode(FORMAT + VERSION + "\n");
    }

    private void checkFormat() throws IOException {
        String found = Files.readString(formatFile()).strip();
        String version = found.startsWith(FORMAT) ? found.substring(FORMAT.length()) : "";
        if (!version.matches("\\d{1,9}")) {
            throw unusable(
                    "its file 'format' does not say 'everlog log, format " + VERSION + "'", null);
        }
        if (Integer.parseInt(version) > VERSION) {
            throw new LogException(
                    Kind.NEWER_FORMAT,
                    path
                            + " was written in log format "
                            + version
                            + ", this Everlog knows "
                            + VERSION
                            + ": use the newer Everlog; nothing was changed");
        }
    }

    private LogException unusable(String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new LogException(
                Kind.UNUSABLE,
                path
                        + " cannot be used for the log: "
                        + why
                        + "; name another directory or mend this one",
                cause);
    }
}
