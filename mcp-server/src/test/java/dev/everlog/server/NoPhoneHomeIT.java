package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** E1: a server that remembers and recalls talks to nobody and writes nothing outside its data directory. */
class NoPhoneHomeIT {
    private static final Pattern INTERNET = Pattern.compile("sa_family=AF_INET6?.*");
    private static final Pattern LOOPBACK =
            Pattern.compile(".*inet_addr\\(\"127\\..*|.*\"::1\".*|.*\"::ffff:127\\..*");

    /** What a call made or opened for writing, when it succeeded. */
    private static final Pattern WRITTEN =
            Pattern.compile(
                    ".*(?:openat\\(\\S+ \"([^\"]+)\", [^)]*(?:O_CREAT|O_WRONLY|O_RDWR)[^)]*\\)"
                            + "|(?:mkdir|mkdirat|rename|renameat2?|linkat?|symlink)\\(.*\"([^\"]+)\"[^\"]*\\)) = \\d.*");

    private static final Pattern REMOVED =
            Pattern.compile(".*(?:unlink|unlinkat|rmdir)\\(.*\"([^\"]+)\".*\\) = 0");

    @TempDir Path directory;

    @Test
    void nobody_is_called_and_nothing_is_written_elsewhere() throws Exception {
        Programs.need("install strace: the test that nobody is called needs it", "strace");
        Product.warm(directory);
        List<String> calls = trace();
        assertThat(calls)
                .as("strace saw the server work")
                .anyMatch(call -> call.contains("openat("));
        assertThat(calls.stream().filter(NoPhoneHomeIT::leavesTheMachine)).isEmpty();
        // What is gone again was never kept.
        List<Path> removed = calls.stream().flatMap(call -> named(REMOVED, call)).toList();
        assertThat(calls.stream().flatMap(NoPhoneHomeIT::written).filter(this::isElsewhere))
                .isSubsetOf(removed);
    }

    private List<String> trace() throws IOException, InterruptedException {
        Path trace = directory.resolve("trace");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "strace",
                                "-f",
                                "-qq",
                                "-s",
                                "4096",
                                "-o",
                                trace.toString(),
                                "-e",
                                "trace=connect,sendto,openat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,unlink,unlinkat,rmdir"));
        command.addAll(Product.command("--data", directory.resolve("data").toString()));
        var traced = Product.process(directory.resolve("stderr"), command);
        try (var client = StdioClient.connect(traced)) {
            client.call(
                    "memory_remember",
                    Map.of("text", "Ada prefers tea", "about", List.of("person/ada")));
            while (!client.call("memory_stats", Map.of("format", "json"))
                    .contains("\"embedded\":1,")) {
                Thread.sleep(50);
            }
            assertThat(client.call("memory_recall", Map.of("query", "what does Ada drink?")))
                    .contains("tea");
        }
        return Files.readAllLines(trace);
    }

    private static boolean leavesTheMachine(String call) {
        return call.contains("connect(")
                && INTERNET.matcher(call.substring(call.indexOf("connect("))).find()
                && !LOOPBACK.matcher(call).matches();
    }

    private static Stream<Path> written(String call) {
        return call.contains("O_DIRECTORY") ? Stream.empty() : named(WRITTEN, call);
    }

    private static Stream<Path> named(Pattern pattern, String call) {
        Matcher match = pattern.matcher(call);
        return match.matches()
                ? IntStream.rangeClosed(1, match.groupCount())
                        .mapToObj(match::group)
                        .filter(Objects::nonNull)
                        .map(Path::of)
                : Stream.empty();
    }

    private boolean isElsewhere(Path file) {
        return file.isAbsolute()
                && !file.startsWith(directory.resolve("data"))
                && !file.startsWith("/dev")
                && !file.startsWith("/proc");
    }
}
