package dev.everlog.eventlog.fold;

import static dev.everlog.eventlog.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process in good order leaves for the next one. */
class SavedAtEndTest {
    @TempDir Path directory;

    private static final class Count implements Projection<AtomicLong> {
        @Override
        public String name() {
            return "count";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public AtomicLong empty() {
            return new AtomicLong();
        }

        @Override
        public void apply(AtomicLong state, StoredEvent event) {
            state.incrementAndGet();
        }

        @Override
        public Snapshots.Contents save(AtomicLong state) {
            long now = state.get();
            return out -> out.writeLong(now);
        }

        @Override
        public AtomicLong load(DataInputStream saved) throws IOException {
            return new AtomicLong(saved.readLong());
        }
    }

    private List<String> saved() throws IOException {
        if (!Files.isDirectory(directory.resolve("snapshots"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.resolve("snapshots"))) {
            return files.map(each -> each.getFileName().toString())
                    .filter(name -> name.endsWith(".snapshot"))
                    .sorted()
                    .toList();
        }
    }

    /** Appends, folds, and closes in the order of a server. */
    private void run(int events) throws InterruptedException {
        Path snapshots = directory.resolve("snapshots");
        TailOptions options =
                TailOptions.of(Durability.PROCESS).withSnapshots(Snapshots.in(snapshots, "tail"));
        try (EventLog log = new EventLog(FileTail.open(directory.resolve("log"), options));
                Views views = new Views(log, Snapshots.in(snapshots, "views"))) {
            views.add(new Count());
            views.start();
            List<Event> batch =
                    IntStream.range(0, events).mapToObj(n -> event("thing/" + n, "{}")).toList();
            log.append(batch, AppendCondition.always());
            assertThat(views.await(log.end(), Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void what_is_worth_it_is_saved_at_the_end() throws Exception {
        run(1_000);
        assertThat(saved())
                .containsExactly(
                        "tail-00000000000000001000.snapshot",
                        "views-00000000000000001000.snapshot");
        run(999);
        assertThat(saved()).hasSize(2);
        run(1);
        assertThat(saved()).contains("tail-00000000000000002000.snapshot");
        assertThat(saved()).contains("views-00000000000000002000.snapshot");
    }

    @Test
    void an_end_does_not_write_much() throws Exception {
        run(1_000);
        for (String kind : List.of("tail", "views")) {
            Path file = directory.resolve("snapshots/" + kind + "-00000000000000001000.snapshot");
            assertThat(
                            Snapshots.in(directory.resolve("snapshots"), kind)
                                    .dueAtEnd(new Position(9_000)))
                    .isTrue();
            Files.write(file, new byte[(16 << 20) + 1]);
            assertThat(
                            Snapshots.in(directory.resolve("snapshots"), kind)
                                    .dueAtEnd(new Position(9_000)))
                    .isFalse();
        }
    }
}
