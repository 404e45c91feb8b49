package dev.everlog.server;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.SnapshotReport;
import dev.everlog.memory.Tenants;
import dev.everlog.memory.recall.OpenMemory;
import dev.everlog.memory.vector.VectorFileException;
import dev.everlog.memory.vector.VectorFileReport;
import dev.everlog.memory.vector.VectorPurge;
import dev.everlog.server.Doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with what was made of the log. No answer depends on it: a server that meets it works without. */
final class DerivedFiles {
    private static final String MEND =
            "everlog compact takes it out; a server makes it again beside its work";

    /** By which a process may be behind another. */
    private static final Duration FOLLOWING = Duration.ofSeconds(1);

    private DerivedFiles() {}

    /** @param tenant directory of the memory that the log is of */
    static List<Finding> examine(Path tenant, EventLog log)
            throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(snapshots(Tenants.snapshots(tenant), log));
        for (Path file : vectorFiles(tenant)) {
            findings.add(vectors(file));
        }
        return findings;
    }

    private static Finding snapshots(Path directory, EventLog log)
            throws IOException, InterruptedException {
        List<SnapshotReport> all = SnapshotReport.in(directory);
        List<SnapshotReport> useless = new ArrayList<>();
        for (SnapshotReport each : all) {
            if (!isOf(log, each.anchor())) {
                useless.add(each);
            }
        }
        if (useless.isEmpty()) {
            return new Finding("views", all.size() + " snapshots, all whole", null);
        }
        return new Finding(
                "views",
                useless.size()
                        + " of "
                        + all.size()
                        + " snapshots are damaged or of another log: the next start folds the log again",
                MEND);
    }

    /** A server may have written it this moment, behind what this process has read. */
    private static boolean isOf(EventLog log, @Nullable Anchor anchor) throws InterruptedException {
        if (anchor == null) {
            return false;
        }
        log.awaitAfter(new Position(Math.max(0, anchor.position().value() - 1)), FOLLOWING);
        return log.holds(anchor);
    }

    /**
     * Deletes what is of no use: it is made again when it is needed.
     *
     * @return what was done
     */
    static List<String> mend(Path tenant, EventLog log) throws IOException, InterruptedException {
        List<String> done = new ArrayList<>();
        for (SnapshotReport each : SnapshotReport.in(Tenants.snapshots(tenant))) {
            if (!isOf(log, each.anchor()) && Files.deleteIfExists(each.file())) {
                done.add("deleted " + each.file() + ": damaged or of another log");
            }
        }
        for (Path file : vectorFiles(tenant)) {
            if (isDamaged(file)) {
                VectorPurge.keep(file, whole -> true);
                done.add("took what is damaged out of " + file);
            }
        }
        return done;
    }

    private static boolean isDamaged(Path file) throws IOException {
        try {
            return VectorFileReport.of(file).damaged() > 0;
        } catch (VectorFileException e) {
            return e.kind() == VectorFileException.Kind.NOT_A_VECTOR_FILE;
        }
    }

    private static List<Path> vectorFiles(Path tenant) throws IOException {
        Path vectors = OpenMemory.vectors(tenant);
        if (!Files.isDirectory(vectors)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(vectors)) {
            return files.filter(each -> each.toString().endsWith(".vectors")).toList();
        }
    }

    private static Finding vectors(Path file) throws IOException {
        try {
            VectorFileReport report = VectorFileReport.of(file);
            return new Finding(
                    "vectors",
                    report.damaged() == 0
                            ? report.vectors() + ", all whole"
                            : report.damaged() + " are damaged, " + report.vectors() + " are whole",
                    report.damaged() == 0 ? null : MEND);
        } catch (VectorFileException e) {
            boolean newer = e.kind() == VectorFileException.Kind.NEWER_FORMAT;
            return new Finding(
                    "vectors", String.valueOf(e.getMessage()), newer ? "update Everlog" : MEND);
        }
    }
}
