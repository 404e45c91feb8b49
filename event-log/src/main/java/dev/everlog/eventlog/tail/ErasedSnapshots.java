package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Position;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a directory of snapshots must no longer hold: its file {@code erased} says before which position, so that one who
 * began to write a snapshot earlier does not give it a name later. Stateless.
 */
record ErasedSnapshots(Path directory) {
    /** Writing the largest snapshot takes some seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Pattern SNAPSHOT = Pattern.compile("[a-z]+-(00\\d{18})\\.snapshot");
    private static final Pattern LEASE = Pattern.compile("([a-z]+)\\.lease");
    private static final Pattern MARK = Pattern.compile("e(\\d{1,18})\n");

    /** Snapshots that stand before it are not written. */
    Position through() throws IOException {
        Path file = directory.resolve("erased");
        if (!Files.exists(file)) {
            return Position.NONE;
        }
        Matcher mark = MARK.matcher(Files.readString(file));
        // One that is torn tells nothing: then nothing is saved until something is erased again.
        return new Position(mark.matches() ? Long.parseLong(mark.group(1)) : Long.MAX_VALUE);
    }

    /** See {@link Snapshots#forget}. */
    void forget(Position before) throws IOException {
        PrivateFiles.makeDirectory(directory); // the mark is for those, too, who have yet to begin
        mark(before);
        for (Path lease : files(LEASE)) {
            forgetKind(lease);
        }
        for (Path file : files(SNAPSHOT)) {
            Matcher name = SNAPSHOT.matcher(file.getFileName().toString());
            if (name.matches() && Long.parseLong(name.group(1)) < before.value()) {
                Files.deleteIfExists(file);
            }
        }
        PrivateFiles.forceDirectory(directory);
    }

    /** Waits for who is writing one: he has looked at the mark by then. */
    private void forgetKind(Path leaseFile) throws IOException {
        try (ProcessLock lease = new ProcessLock(leaseFile);
                FileLock held = lease.acquire(PATIENCE)) {
            if (held == null) {
                throw new IOException(leaseFile + " is held by a process that writes a snapshot");
            }
            String kind = leaseFile.getFileName().toString().replace(".lease", "");
            Files.deleteIfExists(directory.resolve(kind + ".new"));
        }
    }

    private void mark(Position before) throws IOException {
        Position marked = through();
        if (marked.value() < Long.MAX_VALUE && marked.isAfter(before)) {
            return;
        }
        PrivateFiles.replace(
                directory.resolve("erased"),
                directory.resolve("erased.new"),
                Utf8.encode(before + "\n"));
    }

    private List<Path> files(Pattern name) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> name.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }
}
