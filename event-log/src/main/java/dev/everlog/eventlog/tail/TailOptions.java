package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Durability;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a tail on disk behaves. Immutable.
 *
 * @param durability what an acknowledgement means
 * @param clock for transaction times
 * @param salts of data, unpredictable
 * @param lockPatience how long an append waits for another process
 * @param generationBytes size at which a new generation begins
 * @param freeFloorBytes of the file system that are never used up
 * @param snapshots of what the tail knows of its frames
 */
public record TailOptions(
        Durability durability,
        InstantSource clock,
        Salts salts,
        Duration lockPatience,
        long generationBytes,
        long freeFloorBytes,
        Snapshots snapshots) {
    /** Longer than any flush on a disk that works, shorter than a client's patience. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);

    private static final long GENERATION_BYTES = 64L << 20;

    /** Room to shut down cleanly and to run {@code compact} when the disk is full. */
    private static final long FREE_FLOOR_BYTES = 32L << 20;

    /** The defaults, with the clock of the machine. */
    public static TailOptions of(Durability durability) {
        return of(durability, InstantSource.system());
    }

    /** The defaults with another clock. */
    public static TailOptions of(Durability durability, InstantSource clock) {
        SecureRandom random = new SecureRandom();
        Salts salts = () -> new Salt(random.nextLong(), random.nextLong());
        return new TailOptions(
                durability,
                clock,
                salts,
                LOCK_PATIENCE,
                GENERATION_BYTES,
                FREE_FLOOR_BYTES,
                Snapshots.NONE);
    }

    /** These with generations of another size. */
    public TailOptions withGenerationBytes(long bytes) {
        return new TailOptions(
                durability, clock, salts, lockPatience, bytes, freeFloorBytes, snapshots);
    }

    /** These with another floor of free space. */
    public TailOptions withFreeFloorBytes(long bytes) {
        return new TailOptions(
                durability, clock, salts, lockPatience, generationBytes, bytes, snapshots);
    }

    /** These with another patience for the lock. */
    public TailOptions withLockPatience(Duration patience) {
        return new TailOptions(
                durability, clock, salts, patience, generationBytes, freeFloorBytes, snapshots);
    }

    /** These with snapshots kept. */
    public TailOptions withSnapshots(Snapshots kept) {
        return new TailOptions(
                durability, clock, salts, lockPatience, generationBytes, freeFloorBytes, kept);
    }

    /** Makes salts. Thread-safe. */
    @FunctionalInterface
    public interface Salts {
        Salt next();
    }
}
