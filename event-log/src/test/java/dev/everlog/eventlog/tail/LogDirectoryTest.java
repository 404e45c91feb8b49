package dev.everlog.eventlog.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogDirectoryTest {
    private static final int ROUNDS = 100;
    private static final int MAKERS = 4;

    @TempDir Path directory;

    @Test
    void several_who_make_the_same_log_at_once_all_get_it() throws Exception {
        try (var makers = Executors.newFixedThreadPool(MAKERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                Path log = directory.resolve("log" + round);
                Callable<LogDirectory> maker = () -> LogDirectory.prepare(log);
                for (var made : makers.invokeAll(Collections.nCopies(MAKERS, maker))) {
                    assertThat(made.get().path()).isEqualTo(log);
                }
            }
        }
    }
}
