package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.FrameStore.Engine;
import dev.everlog.eventlog.tail.FrameStore.FrameReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.function.Consumer;

/**
 * Finds what can still be read of a damaged log: every whole frame, by its looks, wherever the structure of the files or
 * the chain is broken. Changes nothing. Cost: one pass over all bytes.
 */
public final class LogSalvage {
    private final Engine engine;
    private final LogDirectory directory;
    private final Archive archive;
    private final Consumer<StoredEvent> sink;
    private long last;

    private LogSalvage(
            Engine engine, LogDirectory directory, Archive archive, Consumer<StoredEvent> sink) {
        this.engine = engine;
        this.directory = directory;
        this.archive = archive;
        this.sink = sink;
    }

    /**
     * Hands over all events that are whole, in order of position, each once; positions that are missing are lost.
     *
     * @return the last position that was acknowledged as far as anybody can tell: behind that of the last event, when
     *     the end is lost
     * @throws LogException {@code UNUSABLE} when no log is there, {@code NEWER_FORMAT}, {@code IO}
     */
    public static Position read(
            Path directory, Engine engine, Archive.Format format, Consumer<StoredEvent> sink) {
        LogDirectory existing = LogDirectory.existing(directory);
        try (Archive archive = format.in(existing.archive())) {
            LogSalvage salvage = new LogSalvage(engine, existing, archive, sink);
            salvage.archive();
            salvage.generations();
            return salvage.acknowledged();
        } catch (IOException e) {
            throw LogFailures.of(e);
        }
    }

    private Position acknowledged() throws IOException {
        Position known = archive.end().position();
        CommitMark.Mark mark = CommitMark.in(directory.markFile());
        known = mark != null && mark.readable().isAfter(known) ? mark.readable() : known;
        return known.isAfter(new Position(last)) ? known : new Position(last);
    }

    private void archive() throws IOException {
        archive.refresh();
        archive.salvage(frame -> {
            frame.events().forEach(event -> sink.accept(event.stored()));
            last = frame.last();
        });
    }

    private void generations() throws IOException {
        NavigableSet<Generation> all = directory.listGenerations();
        for (Generation generation : all) {
            // What an older generation has of a newer one's positions was never acknowledged, or
            // was written again.
            Generation newer = all.higher(generation);
            long end = newer == null ? Long.MAX_VALUE : newer.start();
            try (FrameReader reader = engine.reader(directory.generation(generation))) {
                frames(reader, end);
            }
        }
    }

    private void frames(FrameReader reader, long end) throws IOException {
        long at = reader.scan(0);
        while (at != FrameReader.NONE) {
            Frame.Decoded decoded = FrameWalk.decode(reader, at);
            long step = Integer.BYTES;
            if (decoded != null
                    && decoded.epoch() == Chain.EPOCH
                    && decoded.first() > last
                    && decoded.last() < end) {
                decoded.frame().events().forEach(sink);
                last = decoded.last();
                step = decoded.frame().length();
            }
            at = reader.scan(at + step);
        }
    }
}
