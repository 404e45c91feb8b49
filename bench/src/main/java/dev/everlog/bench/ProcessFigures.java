package dev.everlog.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the Linux kernel tells about a living process. Immutable. */
record ProcessFigures(Path proc) {
    /** Ticks of the kernel's accounting in a second: USER_HZ is 100 on every Linux. */
    private static final double TICKS_PER_SECOND = 100;

    /** Fields of {@code stat} after the name: the state is the first, utime, stime, cutime and cstime follow. */
    private static final int UTIME = 11;

    private static final int TIMES = 4;

    static ProcessFigures of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        if (!Files.exists(proc.resolve("stat"))) {
            throw new NotMeasuredException(
                    "CPU time and memory are read from /proc, which this system does not have: measure on Linux");
        }
        return new ProcessFigures(proc);
    }

    /**
     * Seconds of CPU, user and system, of the process with all its threads and of its children that have ended: what a
     * launcher ran before it became the server is in it. In steps of 10 ms.
     */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = UTIME; i < UTIME + TIMES; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** Megabytes (2^20) in RAM, shared pages counted whole. */
    double rssMegabytes() throws IOException {
        return megabytes("status", "VmRSS:");
    }

    /** Megabytes (2^20) in RAM, pages that n processes share counted as an n-th. */
    double pssMegabytes() throws IOException {
        return megabytes("smaps_rollup", "Pss:");
    }

    /** Megabytes (2^20) of objects that a JVM can still reach, after a collection of all others. */
    double liveMegabytes() throws IOException {
        String pid = proc.getFileName().toString();
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process histogram =
                new ProcessBuilder(jcmd.toString(), pid, "GC.class_histogram")
                        .redirectErrorStream(true)
                        .start();
        try (var lines = histogram.inputReader().lines()) {
            return lines.filter(line -> line.startsWith("Total"))
                            .mapToLong(line -> Long.parseLong(line.trim().split("\\s+", -1)[2]))
                            .findFirst()
                            .orElseThrow(() -> new NotMeasuredException("no answer from " + jcmd))
                    / (1024.0 * 1024.0);
        }
    }

    private double megabytes(String file, String key) throws IOException {
        return Files.readAllLines(proc.resolve(file)).stream()
                        .filter(line -> line.startsWith(key))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow(
                                () -> new IOException("no " + key + " in " + proc.resolve(file)))
                / 1024.0;
    }
}
