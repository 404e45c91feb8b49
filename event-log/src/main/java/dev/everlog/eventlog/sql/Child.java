package dev.everlog.eventlog.sql;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A process that runs {@link SqlMain}, seen from the server. Confined to whoever has its turn; kill it from anywhere. */
final class Child implements AutoCloseable {
    private static final String DRIVER = "org/duckdb/DuckDBDriver.class";
    private static final Path SHELL = Path.of("/bin/sh");

    /** Limits the data of a process and becomes it; a system that knows no such limit starts it all the same. */
    private static final String LIMITED = "ulimit -d \"$0\" 2>/dev/null; exec \"$@\"";

    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;

    private Child(Process process) {
        this.process = process;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.out = new DataOutputStream(process.getOutputStream());
    }

    /** The jar or directory of DuckDB on the class path, null if there is none. */
    static @Nullable Path engine() {
        var found = Child.class.getClassLoader().getResource(DRIVER);
        if (found == null) {
            return null;
        }
        String place =
                found.toString(); // jar:file:/…/duckdb_jdbc.jar!/org/duckdb/DuckDBDriver.class
        int end = place.indexOf("!/");
        return end < 0 ? null : Path.of(URI.create(place.substring("jar:".length(), end)));
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param engine jar of DuckDB
     * @param idle time without a message after which it ends
     * @throws IOException if it does not come up; what it had to say is on stderr
     */
    static Child start(Path engine, Duration idle) throws IOException {
        // DuckDB unpacks its library there, and it is where the process stands: nothing can be
        // written to it later.
        Path scratch =
                Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "sql");
        Child child = null;
        try {
            var builder = new ProcessBuilder(command(engine, scratch, idle));
            builder.environment().clear();
            builder.directory(scratch.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
            child = new Child(builder.start());
            byte[] ready = child.receive(SqlLimits.STARTING);
            if (ready.length != 1 || ready[0] != Wire.OK) {
                throw new IOException("it did not say that it is ready");
            }
            return child;
        } catch (IOException e) {
            if (child != null) {
                child.close();
            }
            throw e;
        } finally {
            delete(scratch);
        }
    }

    private static List<String> command(Path engine, Path scratch, Duration idle)
            throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            command.addAll(
                    List.of(
                            SHELL.toString(),
                            "-c",
                            LIMITED,
                            "" + SqlLimits.PROCESS_MEGABYTES * 1024));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.add("-Djava.io.tmpdir=" + scratch);
        command.addAll(List.of("-cp", ours() + File.pathSeparator + engine));
        command.addAll(List.of(SqlMain.class.getName(), "" + idle.toMillis()));
        return command;
    }

    /** Small and quick to start as the server itself, but for nothing that may stay behind when it is killed. */
    private static List<String> flags() {
        return List.of(
                "-Xmx" + SqlLimits.HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+ErrorFileToStderr",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+DisplayVMOutputToStderr",
                "-Xlog:disable",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.timezone=UTC",
                "-Djava.locale.providers=SPI");
    }

    /** Where the classes of this module are. */
    private static Path ours() throws IOException {
        try {
            return Path.of(
                    SqlMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static void delete(Path scratch) {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // a system that keeps what is in use: whoever sweeps the directory of temporary files
            // will find it
        }
    }

    void send(byte[] message) throws IOException {
        Wire.send(out, message);
    }

    /**
     * The next answer. A child that does not give it in time is killed, whatever it is doing.
     *
     * @throws IOException if it has ended
     * @throws TimeUpException if it was killed for being late
     */
    byte[] receive(Duration patience) throws IOException {
        var late = new AtomicBoolean();
        try (var _ = killAfter(patience, late)) {
            return Wire.receive(in);
        } catch (IOException e) {
            throw late.get() ? new TimeUpException(e) : e;
        }
    }

    /** Kills it unless the result is closed in time: for writing to a child that may not be reading. */
    Guard killAfter(Duration patience, AtomicBoolean late) {
        var alarm =
                CompletableFuture.runAsync(
                        () -> {
                            late.set(true);
                            close();
                        },
                        CompletableFuture.delayedExecutor(
                                patience.toMillis(), TimeUnit.MILLISECONDS));
        return () -> alarm.cancel(false);
    }

    /** Something that is over when it is closed. */
    interface Guard extends AutoCloseable {
        @Override
        void close();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it ended of itself because nobody asked it. */
    boolean endedIdle() {
        try {
            return process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    /** Kills it. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** It was killed because an answer took too long. */
    static final class TimeUpException extends IOException {
        private static final long serialVersionUID = 1L;

        TimeUpException(IOException cause) {
            super(cause);
        }
    }
}
