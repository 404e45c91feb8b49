package dev.everlog.server;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.ProcessLock;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks for what can be wrong with a data directory, and names what mends it. Changes nothing. Confined. */
final class Doctor {
    /** Below this a log of the usual size could not be backed up beside itself, and appends will soon stop. */
    private static final long LITTLE_SPACE = 256L << 20;

    /** A writer at work has the lock for a flush: who has it this long stands still. */
    private static final Duration LOCK = Duration.ofSeconds(2);

    /** Clocks of machines that are set by the network differ by less. */
    private static final Duration CLOCK = Duration.ofMinutes(1);

    private final Path data;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * What one look came to.
     *
     * @param mend what to do about it, or null when all is well
     */
    record Finding(String about, String found, @Nullable String mend) {}

    private Doctor(Path data) {
        this.data = data;
    }

    /** Looks at everything, in the order in which things depend on each other. */
    static List<Finding> examine(Path data) throws IOException, InterruptedException {
        var doctor = new Doctor(data);
        Path log = Wiring.logDirectory(data);
        if (!Files.isDirectory(log)) {
            doctor.ill(
                    "memory",
                    "there is none in " + data,
                    "give --data, or start a server: it makes one");
            return doctor.findings;
        }
        doctor.privacy();
        doctor.space();
        doctor.servers();
        doctor.unfinished();
        if (doctor.log(log)) {
            doctor.lock(log);
            try (EventLog open =
                    new EventLog(FileTail.open(log, TailOptions.of(Durability.COMMIT)))) {
                doctor.clock(open);
                doctor.erasure(open);
                doctor.findings.addAll(DerivedFiles.examine(data.resolve(Wiring.TENANT), open));
            }
        }
        return List.copyOf(doctor.findings);
    }

    private void privacy() throws IOException {
        if (!data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(data));
        if (mode.endsWith("------")) {
            well("privacy", "only you can read it");
        } else {
            ill("privacy", data + " has mode " + mode, "chmod 700 " + data);
        }
    }

    private void space() {
        long free = data.toFile().getUsableSpace();
        String found = (free >> 20) + " MiB free";
        if (free < LITTLE_SPACE) {
            ill("space", found + ": appends stop before the disk is full", "free some space");
        } else {
            well("space", found);
        }
    }

    /** Each server has a directory of its own for as long as it lives. */
    private void servers() throws IOException {
        List<String> alive = new ArrayList<>();
        Path all = data.resolve("tmp");
        if (Files.isDirectory(all)) {
            try (Stream<Path> directories = Files.list(all)) {
                directories
                        .map(directory -> directory.getFileName().toString())
                        .filter(name -> name.matches("\\d{1,18}"))
                        .flatMap(name -> ProcessHandle.of(Long.parseLong(name)).stream())
                        .filter(process -> !process.equals(ProcessHandle.current()))
                        .forEach(process -> alive.add(Long.toString(process.pid())));
            }
        }
        well(
                "servers",
                alive.isEmpty() ? "none is running" : "process " + String.join(", ", alive));
    }

    private void unfinished() throws IOException {
        String command = new Unfinished(data.resolve(Wiring.TENANT)).command();
        if (command != null) {
            ill("import", "it was broken off, so this is a part of the memory", command);
        }
    }

    private void erasure(EventLog log) {
        if (log.isErasing()) {
            ill(
                    "erasure",
                    "it was begun and is not done: the data are still there, and would be in a backup",
                    "repeat the everlog erase, or leave a server running for a minute");
        }
    }

    private boolean log(Path log) {
        try {
            VerifyReport report = FileTail.verify(log);
            if (report.worst() == VerifyReport.Kind.CORRUPT) {
                ill(
                        "log",
                        report.findings().getFirst().message(),
                        "everlog restore from a backup, or everlog salvage --to NEW");
            } else {
                well("log", "whole through " + report.extent());
            }
            return report.worst() != VerifyReport.Kind.CORRUPT;
        } catch (LogException e) {
            ill("log", String.valueOf(e.getMessage()), "everlog restore from a backup");
            return false;
        }
    }

    private void lock(Path log) throws IOException {
        try (ProcessLock lock = new ProcessLock(log.resolve("lock"));
                FileLock held = lock.acquire(LOCK)) {
            if (held == null) {
                ill(
                        "lock",
                        "a process has held it for " + LOCK.toSeconds() + " s: it stands still",
                        "find it with `fuser " + log.resolve("lock") + "` and end it");
            } else {
                well("lock", "free");
            }
        }
    }

    private void clock(EventLog log) {
        Position end = log.end();
        if (end.equals(Position.NONE)) {
            return;
        }
        Instant recorded = Objects.requireNonNull(log.at(end)).recordedAt();
        if (recorded.isAfter(Instant.now().plus(CLOCK))) {
            ill(
                    "clock",
                    end + " was recorded at " + recorded + ", and it is " + Instant.now(),
                    "set the clock; until then new events get times behind that one");
        } else {
            well("clock", "behind no event");
        }
    }

    private void well(String about, String found) {
        findings.add(new Finding(about, found, null));
    }

    private void ill(String about, String found, String mend) {
        findings.add(new Finding(about, found, mend));
    }
}
