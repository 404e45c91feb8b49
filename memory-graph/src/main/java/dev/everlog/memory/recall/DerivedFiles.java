package dev.everlog.memory.recall;

import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.Derived;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.EventText;
import dev.everlog.memory.vector.TextKey;
import dev.everlog.memory.vector.VectorPurge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a tenant keeps beside its log: snapshots, which are deleted when something is erased, and vectors, of which those
 * go whose text is no longer in the log. Stateless. Cost: a walk through the log.
 *
 * @param snapshots directory of all kinds
 * @param vectors directory of the vector files
 */
public record DerivedFiles(Path snapshots, Path vectors) implements Derived {
    @Override
    public void forget(Position before, Supplier<EventCursor> left) throws IOException {
        Snapshots.forget(snapshots, before);
        List<Path> files = vectorFiles(".vectors");
        if (!files.isEmpty()) {
            Set<TextKey> texts = texts(left);
            for (Path file : files) {
                VectorPurge.keep(file, texts::contains);
            }
        }
        for (Path file : vectorFiles(".vectors.damaged")) {
            Files.deleteIfExists(file);
        }
    }

    private static Set<TextKey> texts(Supplier<EventCursor> left) {
        Set<TextKey> texts = new HashSet<>();
        try (EventCursor cursor = left.get()) {
            for (StoredEvent next = cursor.next(); next != null; next = cursor.next()) {
                texts.add(TextKey.of(EventText.of(next)));
            }
        }
        return texts;
    }

    private List<Path> vectorFiles(String ending) throws IOException {
        if (!Files.isDirectory(vectors)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(vectors)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
