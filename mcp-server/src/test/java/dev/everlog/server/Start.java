package dev.everlog.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/**
 * What it takes from the start of the process to the answer of {@code tools/list}: the median of some starts.
 *
 * @param wall as a client's clock shows it
 * @param cpu of all threads, the launching script included
 * @param residentMegabytes of the idle server, its log open and no model loaded
 */
record Start(Duration wall, Duration cpu, long residentMegabytes) {
    private static final int STARTS = 5;

    /** Long enough for what goes on in the background after the handshake. */
    private static final Duration IDLE = Duration.ofSeconds(2);

    static Start measure(Path directory, String data) throws IOException, InterruptedException {
        var starts = new Start[STARTS];
        for (int i = 0; i < STARTS; i++) {
            starts[i] = once(directory, data);
        }
        Arrays.sort(starts, Comparator.comparing(Start::cpu));
        return starts[STARTS / 2];
    }

    private static Start once(Path directory, String data)
            throws IOException, InterruptedException {
        long from = System.nanoTime();
        try (var client = StdioClient.connect(directory, "--data", data)) {
            client.request("tools/list", Map.of()).join();
            var wall = Duration.ofNanos(System.nanoTime() - from);
            var cpu = client.process().toHandle().info().totalCpuDuration().orElseThrow();
            Thread.sleep(IDLE);
            return new Start(wall, cpu, residentMegabytes(client.process().pid()));
        }
    }

    private static long residentMegabytes(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return "start to tools/list: %d ms, %d ms CPU; idle: %d MB"
                .formatted(wall.toMillis(), cpu.toMillis(), residentMegabytes);
    }
}
