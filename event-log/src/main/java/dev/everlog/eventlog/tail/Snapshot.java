package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.Objects;

/**
 * A snapshot whose every byte was checked, open for reading. Confined to one thread.
 *
 * @param file stays open, and readable when another process has deleted it
 */
public record Snapshot(FileChannel file, Anchor anchor, Map<String, Place> sections)
        implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Where a section stands in the file. */
    record Place(int version, long offset, long length, int crc) {}

    public Snapshot {
        sections = Map.copyOf(sections);
    }

    /** Whether there is a section of exactly this version. */
    public boolean holds(String name, int version) {
        Place place = sections.get(name);
        return place != null && place.version == version;
    }

    /** A section that it {@link #holds}. To be read before another is opened. */
    public DataInputStream open(String name) throws IOException {
        file.position(Objects.requireNonNull(sections.get(name)).offset);
        return new DataInputStream(
                new BufferedInputStream(Channels.newInputStream(file), BUFFER_BYTES));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
