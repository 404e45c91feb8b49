package dev.everlog.server;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventLog;
import dev.everlog.memory.moving.Exchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes a data directory as small as it can be without losing anything, while servers use it: all events go into the
 * archive, and what deaths and damage have left goes. Confined.
 *
 * @param data the directory
 * @param durability of the log while it is open
 */
record Compaction(Path data, Durability durability) {
    /** A large log is read, compressed and proved in some minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * What came of it.
     *
     * @param steps what was done; none when there was nothing to do
     * @param before bytes of all files
     * @param after bytes of all files
     */
    record Result(List<String> steps, long before, long after) {}

    Result run() throws IOException, InterruptedException {
        Path tenant = data.resolve(Wiring.TENANT);
        List<String> steps = new ArrayList<>();
        long before = bytes();
        try (EventLog log = Wiring.log(tenant, durability)) {
            if (log.seal(PATIENCE)) {
                steps.add("sealed all through " + log.end());
            }
            steps.addAll(DerivedFiles.mend(tenant, log));
        }
        for (Path draft : drafts(tenant)) {
            Files.deleteIfExists(draft);
            steps.add("deleted " + draft + ": left by somebody who ended before it was whole");
        }
        for (Path left : TemporaryFiles.sweep(data.resolve("tmp"))) {
            steps.add("deleted " + left + ": of a process that has ended");
        }
        return new Result(List.copyOf(steps), before, bytes());
    }

    /** All that has a name which is given up when a file is whole. */
    private static List<Path> drafts(Path tenant) throws IOException {
        List<Path> drafts = new ArrayList<>();
        Exchange exchange = Exchange.of(tenant);
        for (Path file : files(tenant)) {
            String name = file.getFileName().toString();
            if (exchange.isTheirs(file)) {
                continue;
            }
            if (name.endsWith(".damaged") || (name.endsWith(".new") && isOld(file))) {
                drafts.add(file);
            }
        }
        return drafts;
    }

    private static boolean isOld(Path file) throws IOException {
        try {
            return TemporaryFiles.isOld(file);
        } catch (NoSuchFileException e) {
            return false; // it has its name now
        }
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files(data)) {
            bytes += file.toFile().length(); // none of one that is gone
        }
        return bytes;
    }

    private static List<Path> files(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.toList()) {
                if (Files.isDirectory(entry)) {
                    files.addAll(files(entry));
                } else {
                    files.add(entry);
                }
            }
        } catch (NoSuchFileException e) {
            // somebody else has deleted it
        }
        return files;
    }
}
