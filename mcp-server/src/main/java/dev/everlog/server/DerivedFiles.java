package dev.everlog.server;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.tail.SnapshotReport;
import dev.everlog.memory.Tenants;
import dev.everlog.memory.vector.VectorFileException;
import dev.everlog.memory.vector.VectorFileReport;
import dev.everlog.server.Doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with what was made of the log. No answer depends on it: a server that meets it works without. */
final class DerivedFiles {
    private DerivedFiles() {}

    /** @param tenant directory of the memory that the log is of */
    static List<Finding> examine(Path tenant, EventLog log) throws IOException {
        List<Finding> findings = new ArrayList<>();
        findings.add(snapshots(Tenants.snapshots(tenant), log));
        Path vectors = tenant.resolve("vectors");
        if (Files.isDirectory(vectors)) {
            try (Stream<Path> files = Files.list(vectors)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".vectors")).toList()) {
                    findings.add(vectors(file));
                }
            }
        }
        return findings;
    }

    private static Finding snapshots(Path directory, EventLog log) throws IOException {
        List<SnapshotReport> all = SnapshotReport.in(directory);
        List<SnapshotReport> useless =
                all.stream().filter(each -> !isOf(log, each.anchor())).toList();
        if (useless.isEmpty()) {
            return new Finding("views", all.size() + " snapshots, all whole", null);
        }
        String files =
                useless.stream()
                        .map(each -> each.file().toString())
                        .collect(Collectors.joining(" "));
        return new Finding(
                "views",
                useless.size()
                        + " of "
                        + all.size()
                        + " snapshots are damaged or of another log: the next start folds the log again",
                "rm " + files + " (or start a server: it replaces them)");
    }

    private static boolean isOf(EventLog log, @Nullable Anchor anchor) {
        return anchor != null && log.holds(anchor);
    }

    private static Finding vectors(Path file) throws IOException {
        String mend = "end the servers and rm " + file + ": the model makes the vectors again";
        try {
            VectorFileReport report = VectorFileReport.of(file);
            return new Finding(
                    "vectors",
                    report.damaged() == 0
                            ? report.vectors() + ", all whole"
                            : report.damaged() + " are damaged, " + report.vectors() + " are whole",
                    report.damaged() == 0 ? null : mend);
        } catch (VectorFileException e) {
            boolean newer = e.kind() == VectorFileException.Kind.NEWER_FORMAT;
            return new Finding(
                    "vectors", String.valueOf(e.getMessage()), newer ? "update Everlog" : mend);
        }
    }
}
