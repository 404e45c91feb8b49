package dev.everlog.eventlog.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A {@link LogProcess} as its client sees it: what it acknowledged, and how it is stopped and killed. Thread-safe. */
final class WriterProcess implements AutoCloseable {
    private static final Pattern ACKNOWLEDGED =
            Pattern.compile("(\\d+) (?:Appended|AlreadyThere)\\[first=e(\\d+), .*");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path lock;
    private final Map<Integer, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final Thread reader;
    private volatile long firstAnswer;
    private volatile long lastAnswer;
    private volatile long longestPauseNanos;

    /** @param log whose lock is looked at */
    WriterProcess(Path log, Process process) {
        this.process = process;
        this.lock = log.resolve("lock");
        this.reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            // It has been killed: what was read until then is acknowledged.
        }
    }

    private void take(String line) {
        Matcher match = ACKNOWLEDGED.matcher(line);
        if (!match.matches()) {
            refusals.merge(line.substring(line.indexOf(' ') + 1), 1, Integer::sum);
            return;
        }
        acknowledged.put(Integer.valueOf(match.group(1)), Long.valueOf(match.group(2)));
        long now = System.nanoTime();
        if (firstAnswer == 0) {
            firstAnswer = now;
        } else {
            longestPauseNanos = Math.max(longestPauseNanos, now - lastAnswer);
        }
        lastAnswer = now;
    }

    /** Positions by number. */
    Map<Integer, Long> acknowledged() {
        return acknowledged;
    }

    /** How often it was told what, instead of an acknowledgement. */
    Map<String, Integer> refusals() {
        return refusals;
    }

    /** The longest time between two acknowledgements. */
    Duration longestPause() {
        return Duration.ofNanos(longestPauseNanos);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for so many acknowledgements. @return when the first one came, of {@link System#nanoTime} */
    long awaitAcknowledged(int count) throws InterruptedException, TimeoutException {
        await(() -> acknowledged.size() >= count, "acknowledgements: " + count);
        return firstAnswer;
    }

    /** Waits for an answer of this kind. */
    void awaitRefusal(String kind) throws InterruptedException, TimeoutException {
        await(() -> refusals.containsKey(kind), kind);
    }

    /** The next number that has no acknowledgement. */
    int next() {
        return acknowledged.keySet().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
    }

    /** Stops all its threads at a moment at which it holds the lock of the log, that is, inside a write. */
    void stopInsideWrite() throws IOException, InterruptedException, TimeoutException {
        long pid = jvm();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            signal("STOP", pid);
            await(() -> isStopped(pid), "stop");
            if (holdsLock(pid)) {
                return;
            }
            signal("CONT", pid);
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the writer never holds the lock");
            }
            Thread.sleep(1);
        }
    }

    /** Lets it go on. */
    void resume() throws IOException, InterruptedException {
        signal("CONT", jvm());
    }

    /** SIGKILL; everything it said is read on return. */
    void kill() throws InterruptedException {
        close();
        join();
    }

    /** Waits for its end. @return its exit code */
    int join() throws InterruptedException {
        int code = process.waitFor();
        reader.join();
        return code;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    /** The JVM may have been started by a program that waits for it. */
    private long jvm() {
        return process.descendants()
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElse(process.pid());
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, "" + pid).inheritIO().start().waitFor();
    }

    private static boolean isStopped(long pid) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return tasks.allMatch(task -> state(task) == 'T');
        } catch (IOException e) {
            throw new IllegalStateException("the writer has ended", e);
        }
    }

    private static char state(Path task) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return 'T'; // a thread that has ended
        }
    }

    /** {@code 7: POSIX  ADVISORY  WRITE 4711 fe:00:262145 0 0}: process, device and inode, first and last byte. */
    private boolean holdsLock(long pid) throws IOException {
        Object inode = Files.getAttribute(lock, "unix:ino");
        Pattern held = Pattern.compile("\\d+: POSIX.* " + pid + " \\S+:" + inode + " 0 0");
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .anyMatch(held.asMatchPredicate());
    }

    private interface Condition {
        boolean holds();
    }

    private void await(Condition condition, String what)
            throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new TimeoutException(
                        "no "
                                + what
                                + " from a writer that is "
                                + (process.isAlive() ? "alive" : "dead with " + process.exitValue())
                                + "; "
                                + acknowledged.size()
                                + " acknowledged, refused "
                                + List.copyOf(refusals.entrySet()));
            }
            Thread.sleep(1);
        }
    }
}
