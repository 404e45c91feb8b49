package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Erasure;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.StoredEvent;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the log says of erasing: which wishes are not fulfilled yet. A fold of the log. Thread-safe. */
final class Erasures {
    private final Map<String, Position> wishes = new LinkedHashMap<>(); // by subject
    private CompletableFuture<@Nullable Void> next = new CompletableFuture<>();
    private boolean news;

    /** Takes note of an event of the log. */
    synchronized void admit(StoredEvent event) {
        switch (event.type()) {
            case Erasure.ERASING -> {
                if (isWish(event)) {
                    wishes.put(event.subject(), event.position());
                }
            }
            case Erasure.ERASED -> {
                if (wishes.remove(event.subject()) != null) {
                    news = true;
                }
            }
            default -> {}
        }
    }

    private static boolean isWish(StoredEvent event) {
        try {
            Positions wished = Erasure.positions(event);
            return wished.count() > 0;
        } catch (IllegalArgumentException e) {
            return false; // somebody else's event
        }
    }

    /** Completes when the next wish is fulfilled. */
    synchronized CompletableFuture<@Nullable Void> next() {
        return next;
    }

    /** Positions of the wishes that nobody has fulfilled yet, oldest first. */
    synchronized List<Position> open() {
        return List.copyOf(wishes.values());
    }

    /** Whether there is a wish, or one was fulfilled and it is not {@link #told} yet. */
    synchronized boolean isErasing() {
        return news || !wishes.isEmpty();
    }

    /** Whether one was fulfilled since it was last {@link #told}. */
    synchronized boolean hasNews() {
        return news;
    }

    /** Completes {@link #next}. */
    synchronized void told() {
        news = false;
        next.complete(null);
        next = new CompletableFuture<>();
    }

    /** What is known now, to be written later. */
    synchronized Snapshots.Contents saved() {
        List<Map.Entry<String, Position>> now = new ArrayList<>(Map.copyOf(wishes).entrySet());
        return out -> write(out, now);
    }

    private static void write(DataOutputStream out, List<Map.Entry<String, Position>> wishes)
            throws IOException {
        out.writeInt(wishes.size());
        for (Map.Entry<String, Position> each : wishes) {
            out.writeUTF(each.getKey());
            out.writeLong(each.getValue().value());
        }
    }

    /** Takes the place of what was known. */
    synchronized void restore(DataInputStream in) throws IOException {
        wishes.clear();
        for (int left = in.readInt(); left > 0; left--) {
            wishes.put(in.readUTF(), new Position(in.readLong()));
        }
    }

    synchronized void clear() {
        wishes.clear();
    }
}
