package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot's file, by a look that changes nothing.
 *
 * @param anchor where in which log it stands; null when the file is damaged
 */
public record SnapshotReport(Path file, @Nullable Anchor anchor) {
    /** All in a directory, of whatever kind, by name. Reads every byte of them. */
    public static List<SnapshotReport> in(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<SnapshotReport> reports = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().toLowerCase(Locale.ROOT).endsWith(".snapshot")) {
                    reports.add(of(file));
                }
            }
        }
        return List.copyOf(reports);
    }

    private static SnapshotReport of(Path file) throws IOException {
        try (Snapshot snapshot = SnapshotDirectory.open(file)) {
            return new SnapshotReport(file, snapshot == null ? null : snapshot.anchor());
        }
    }
}
