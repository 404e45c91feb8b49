package dev.everlog.server.backup;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.tail.LogImage;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one backup consists of, as JSON. Immutable.
 *
 * @param format {@value #FORMAT}
 * @param position of the last event
 * @param hash of the log's last frame, which holds all before it; 64 hexadecimal digits
 * @param time when it was made; null in those that were made before this was written down
 * @param erased positions whose data are erased in it, empty if there are none; null in what was made before they were
 *     noted
 * @param files of the log
 */
record Manifest(
        int format,
        long position,
        String hash,
        @Nullable Instant time,
        @Nullable String erased,
        List<Entry> files) {
    static final int FORMAT = 1;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    /**
     * One file.
     *
     * @param name in the log's directory
     * @param size in bytes
     * @param sha256 of its content, and its name in the store
     */
    record Entry(String name, long size, String sha256) {}

    byte[] toJson() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    /**
     * Reads what somebody may have changed.
     *
     * @throws BackupException if it says anything that a manifest of ours cannot say
     */
    static Manifest read(byte[] json) {
        Manifest read = parse(json);
        if (read.format != FORMAT) {
            throw BackupException.damage(
                    "it has format " + read.format + ", this Everlog reads " + FORMAT);
        }
        Set<String> names = new HashSet<>();
        for (Entry file : read.files) {
            if (!isPossible(file) || !names.add(file.name)) {
                throw BackupException.damage(
                        "it lists " + file + ", which is no file of a log; nothing was written");
            }
        }
        read.erasures();
        return read;
    }

    /** What is erased in it. */
    Positions erasures() {
        try {
            return erased == null || erased.isEmpty() ? Positions.NONE : Positions.parse(erased);
        } catch (IllegalArgumentException e) {
            throw BackupException.damage(
                    "it says that " + erased + " is erased: " + e.getMessage());
        }
    }

    private static boolean isPossible(@Nullable Entry file) {
        return file != null
                && file.name != null
                && LogImage.isName(file.name)
                && file.sha256 != null
                && SHA256.matcher(file.sha256).matches()
                && file.size >= 0;
    }

    private static Manifest parse(byte[] json) {
        try {
            Manifest read = JSON.readValue(json, Manifest.class);
            if (read != null && read.hash != null && read.files != null) {
                return read;
            }
        } catch (JacksonException e) {
            // the same as one that lacks something
        }
        throw BackupException.damage("it is no manifest of a backup, or not all of it");
    }

    Position end() {
        return new Position(position);
    }

    long bytes() {
        return files.stream().mapToLong(Entry::size).sum();
    }
}
