package dev.everlog.server;

import static dev.everlog.server.CommandLine.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.everlog.eventlog.tail.SnapshotReport;
import dev.everlog.memory.vector.VectorFileReport;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every released version wrote, this one reads (V1). The files of a version are {@code formats/VERSION.zip}; before
 * a release, this makes those of today, and nothing else is to be done:
 *
 * <pre>./mvnw -pl mcp-server -am test -Dtest=FormatsTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Deverlog.formats.write=$PWD/mcp-server/src/test/resources/formats/VERSION.zip</pre>
 *
 * A released file is never replaced. That newer formats are refused is shown by {@code NewerFormatsTest}, {@code
 * VectorFileTest} and {@code BackupTest}.
 */
class FormatsTest {
    private static final String WRITE = System.getProperty("everlog.formats.write", "");

    @TempDir private Path directory;

    static Stream<Path> versions() throws IOException, URISyntaxException {
        URL formats = Objects.requireNonNull(FormatsTest.class.getResource("/formats"));
        try (Stream<Path> files = Files.list(Path.of(formats.toURI()))) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void files_of_this_version_are_written_on_demand() throws Exception {
        assumeTrue(!WRITE.isEmpty(), "-Deverlog.formats.write=FILE names where");
        GoldenFiles.write(directory, Path.of(WRITE));
        assertThat(Files.size(Path.of(WRITE))).isLessThan(300_000);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void log_archive_and_snapshots_are_read_to_the_same_digest(Path zip) throws Exception {
        var files = GoldenFiles.unpack(zip, directory);
        assertThat(SnapshotReport.in(files.snapshots()))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(each -> each.anchor() != null);
        assertThat(run(0, "verify", "--data", "" + files.data())).contains("in the archive");
        assertThat(digest(files.data())).containsAll(lines(files.digest()));
        assertThat(run(0, "export", "--data", "" + files.data()))
                .isEqualTo(Files.readString(files.export()));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void without_snapshots_the_digest_is_the_same(Path zip) throws Exception {
        var files = GoldenFiles.unpack(zip, directory);
        for (SnapshotReport each : SnapshotReport.in(files.snapshots())) {
            Files.delete(each.file());
        }
        assertThat(digest(files.data())).containsAll(lines(files.digest()));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void vectors_are_read(Path zip) throws Exception {
        var files = GoldenFiles.unpack(zip, directory);
        assertThat(VectorFileReport.of(files.vectors()))
                .isEqualTo(new VectorFileReport(GoldenFiles.TEXTS, 0));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void a_backup_is_restored_to_the_same_digest(Path zip) throws Exception {
        var files = GoldenFiles.unpack(zip, directory);
        Path restored = directory.resolve("restored");
        run(0, "restore", "--from", "" + files.backup(), "--data", "" + restored);
        assertThat(digest(restored)).containsAll(lines(files.digest()));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void an_export_is_imported_to_the_same_views(Path zip) throws Exception {
        var files = GoldenFiles.unpack(zip, directory);
        Path imported = directory.resolve("imported");
        run(0, "import", "" + files.export(), "--data", "" + imported);
        assertThat(digest(imported))
                .containsAll(
                        lines(files.digest()).stream()
                                .filter(line -> !line.startsWith("log "))
                                .toList());
    }

    private static List<String> digest(Path data) {
        return lines(run(0, "digest", "--data", "" + data));
    }

    /** Later versions have more views, and wider columns. */
    private static List<String> lines(String digest) {
        List<String> lines = digest.lines().map(line -> line.replaceAll(" +", " ")).toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(6);
        return lines;
    }
}
