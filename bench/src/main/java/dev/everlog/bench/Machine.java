package dev.everlog.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What a figure means nothing without: where, with what and of which state of the sources it was measured. */
final class Machine {
    private Machine() {}

    /** Prints machine, JVM, flags and commit, each on a line that begins with {@code #}. */
    static void print(Product product, PrintStream out) throws IOException {
        out.printf("# commit   %s%n", commit(product));
        out.printf("# when     %s%n", Instant.now().truncatedTo(ChronoUnit.SECONDS));
        out.printf(
                "# machine  %s, %d cores, %s %s, load %s%n",
                first("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                load());
        out.printf("# memory   %s%n", first("/proc/meminfo", "MemTotal"));
        out.printf(
                "# JVM      %s %s%n",
                System.getProperty("java.vm.name"), System.getProperty("java.runtime.version"));
        out.printf("# flags    %s%n", String.join(" ", product.flags()));
    }

    /** The commit, with a mark if the sources differ from it. */
    private static String commit(Product product) throws IOException {
        String head = git(product, "rev-parse", "--short=12", "HEAD");
        boolean changed = !git(product, "status", "--porcelain", "--untracked-files=no").isEmpty();
        return head.isEmpty() ? "unknown: no git here" : head + (changed ? " with changes" : "");
    }

    private static String git(Product product, String... words) throws IOException {
        var command = new ArrayList<>(List.of("git", "-C", product.root().toString()));
        command.addAll(List.of(words));
        Process process;
        try {
            process = product.command(command).start();
        } catch (IOException e) {
            return "";
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static String load() throws IOException {
        Path average = Path.of("/proc/loadavg");
        return Files.exists(average)
                ? Files.readString(average).replaceFirst(" .*\\s*", "")
                : "unknown";
    }

    /** The value of the first line {@code key: value} of a file of the kernel. */
    private static String first(String file, String key) throws IOException {
        if (!Files.exists(Path.of(file))) {
            return "unknown";
        }
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
