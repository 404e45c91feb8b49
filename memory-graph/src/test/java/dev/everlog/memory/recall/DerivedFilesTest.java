package dev.everlog.memory.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.embeddings.HashingEmbedder;
import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.SequentialIds;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.TestClock;
import dev.everlog.eventlog.tail.InMemoryTail;
import dev.everlog.memory.vector.TextKey;
import dev.everlog.memory.vector.VectorFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerivedFilesTest {
    private static final String LEFT = "order.paid: Acme";
    private static final String ERASED = "order.paid: Ada";

    @TempDir Path directory;

    @Test
    void the_vector_of_an_event_goes_with_its_data_and_those_of_the_others_stay() throws Exception {
        Path file = Files.createDirectory(directory.resolve("vectors")).resolve("m.vectors");
        try (HashingEmbedder embedder = new HashingEmbedder();
                InMemoryTail log = new InMemoryTail(TestClock.atNoon())) {
            log.append(List.of(paid("Acme"), paid("Ada")), AppendCondition.always());
            try (VectorFile vectors = open(file, embedder)) {
                vectors.put(TextKey.of(LEFT), embedder.embed(LEFT));
                vectors.put(TextKey.of(ERASED), embedder.embed(ERASED));
            }

            new DerivedFiles(directory.resolve("snapshots"), file.getParent())
                    .forget(new Position(3), () -> withoutSecond(log.read(Position.NONE)));

            try (VectorFile vectors = open(file, embedder)) {
                assertThat(vectors.get(TextKey.of(LEFT))).isPresent();
                assertThat(vectors.get(TextKey.of(ERASED))).isEmpty();
            }
        }
    }

    private static VectorFile open(Path file, HashingEmbedder embedder) {
        return VectorFile.open(file, embedder.model(), Duration.ofSeconds(5));
    }

    private final SequentialIds ids = new SequentialIds();

    private Event paid(String by) {
        return new Event(
                ids.next(),
                "order/7",
                "order.paid",
                TestClock.atNoon().instant(),
                "{\"by\":\"" + by + "\"}",
                new Origin("test", "ada", null, null, null, null),
                null);
    }

    private static EventCursor withoutSecond(EventCursor all) {
        return new EventCursor() {
            @Override
            public StoredEvent next() {
                StoredEvent event = all.next();
                return event != null && event.position().value() == 2 ? event.erased() : event;
            }

            @Override
            public void close() {
                all.close();
            }
        };
    }
}
