package dev.everlog.eventlog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.TestClock;
import dev.everlog.eventlog.TestEvents;
import dev.everlog.eventlog.sql.SqlAnswer.Reason;
import dev.everlog.eventlog.sql.SqlAnswer.Refused;
import dev.everlog.eventlog.tail.InMemoryTail;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process that answers comes when it is needed, goes when it is not, and leaves nothing. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SqlProcessTest {
    @TempDir private Path directory;

    /** A server of its own: asks, says the number of the process that answered, and waits. */
    static final class Server {
        private Server() {}

        public static void main(String[] args) throws Exception {
            try (var log = log();
                    var sql = new EventSql(log)) {
                count(sql, log);
                System.out.println(sql.pid().orElseThrow());
                Thread.sleep(Duration.ofMinutes(1));
            }
        }
    }

    /** What a server says on a class path without DuckDB. */
    public static final class WithoutDuckDb implements Supplier<String> {
        @Override
        public String get() {
            try (var log = log();
                    var sql = new EventSql(log)) {
                return count(sql, log).toString();
            }
        }
    }

    private static EventLog log() {
        var log = new EventLog(new InMemoryTail(TestClock.atNoon()));
        log.append(List.of(TestEvents.numbered(1)), AppendCondition.always());
        return log;
    }

    private static SqlAnswer count(EventSql sql, EventLog log) {
        var query = new SqlQuery("SELECT count(*) AS n FROM events", List.of(), 0, 10);
        return sql.query(query, new SqlBounds(log.end(), null, new long[0]));
    }

    private static void assertCounts(EventSql sql, EventLog log) {
        assertThat(count(sql, log)).isEqualTo(new SqlAnswer.Table(List.of("n"), List.of("[1]")));
    }

    @Test
    void itIsStartedByTheFirstQueryAndEndsWithTheMemory() {
        try (var log = log()) {
            var sql = new EventSql(log);
            assertThat(sql.pid()).isEmpty();
            assertCounts(sql, log);
            long pid = sql.pid().orElseThrow();

            sql.close();

            awaitEnd(pid);
            assertThat(count(sql, log)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void whoKillsItLosesOneAnswerAtMost() {
        try (var log = log();
                var sql = new EventSql(log)) {
            assertCounts(sql, log);
            long pid = sql.pid().orElseThrow();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            awaitEnd(pid);

            assertCounts(sql, log);
        }
    }

    @Test
    void itEndsWhenNobodyAsksAndTheNextQueryStartsAnother() {
        try (var log = log();
                var sql = new EventSql(log, SqlLimits.TIME, Duration.ofMillis(300))) {
            assertCounts(sql, log);
            long pid = sql.pid().orElseThrow();

            awaitEnd(pid);

            assertCounts(sql, log);
            assertThat(sql.pid()).isPresent().isNotEqualTo(Optional.of(pid));
        }
    }

    @Test
    void itEndsWithItsServerHoweverThatEnds() throws Exception {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName());
        Process server = new ProcessBuilder(command).redirectErrorStream(true).start();
        var lines =
                new BufferedReader(
                        new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        long pid = Long.parseLong(lines.readLine());
        assertThat(ProcessHandle.of(pid)).isPresent();

        server.destroyForcibly();

        awaitEnd(pid);
    }

    @Test
    void itLeavesNoFile() throws Exception {
        String before = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", directory.toString());
        try (var log = log();
                var sql = new EventSql(log)) {
            assertCounts(sql, log);

            try (var files = Files.list(directory)) {
                assertThat(files).isEmpty();
            }
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    @Test
    void itKnowsNothingOfTheEnvironmentOfItsServer() throws Exception {
        try (var log = log();
                var sql = new EventSql(log)) {
            assertCounts(sql, log);
            Path environment = Path.of("/proc", "" + sql.pid().orElseThrow(), "environ");

            if (Files.isReadable(environment)) {
                assertThat(Files.readString(environment)).doesNotContain("HOME=", "PATH=/");
            }
        }
    }

    @Test
    void withoutDuckDbAQuerySaysHowToGetIt() throws Exception {
        URL[] classes =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("duckdb"))
                        .map(SqlProcessTest::url)
                        .toArray(URL[]::new);
        try (var loader = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
            Object server =
                    loader.loadClass(WithoutDuckDb.class.getName())
                            .getDeclaredConstructor()
                            .newInstance();

            assertThat((String) ((Supplier<?>) server).get())
                    .contains(Reason.UNAVAILABLE.name(), "without DuckDB", "mvnw", "duckdb_jdbc");
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Looks for itself: {@link ProcessHandle#onExit} of somebody else's child looks ever more seldom. */
    private static void awaitEnd(long pid) {
        long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
            assertThat(System.nanoTime()).as("%s is still there", pid).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
