package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Durability;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

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
 * @param derived to be forgotten when something is erased; null leaves erasing to other processes
 * @param role what other processes are told that this one is, in small letters, at most 20
 */
public record TailOptions(
        Durability durability,
        InstantSource clock,
        Salts salts,
        Duration lockPatience,
        long generationBytes,
        long freeFloorBytes,
        Snapshots snapshots,
        @Nullable Derived derived,
        String role) {
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
                Snapshots.NONE,
                null,
                "command");
    }

    /** These with generations of another size. */
    public TailOptions withGenerationBytes(long bytes) {
        return new TailOptions(
                durability,
                clock,
                salts,
                lockPatience,
                bytes,
                freeFloorBytes,
                snapshots,
                derived,
                role);
    }

    /** These with another floor of free space. */
    public TailOptions withFreeFloorBytes(long bytes) {
        return new TailOptions(
                durability,
                clock,
                salts,
                lockPatience,
                generationBytes,
                bytes,
                snapshots,
                derived,
                role);
    }

    /** These with another patience for the lock. */
    public TailOptions withLockPatience(Duration patience) {
        return new TailOptions(
                durability,
                clock,
                salts,
                patience,
                generationBytes,
                freeFloorBytes,
                snapshots,
                derived,
                role);
    }

    /** These with snapshots kept. */
    public TailOptions withSnapshots(Snapshots kept) {
        return new TailOptions(
                durability,
                clock,
                salts,
                lockPatience,
                generationBytes,
                freeFloorBytes,
                kept,
                derived,
                role);
    }

    /** These, in a process that erases. */
    public TailOptions withDerived(Derived kept) {
        return new TailOptions(
                durability,
                clock,
                salts,
                lockPatience,
                generationBytes,
                freeFloorBytes,
                snapshots,
                kept,
                role);
    }

    /** These, in a process of another role. */
    public TailOptions withRole(String played) {
        return new TailOptions(
                durability,
                clock,
                salts,
                lockPatience,
                generationBytes,
                freeFloorBytes,
                snapshots,
                derived,
                played);
    }

    /** Makes salts. Thread-safe. */
    @FunctionalInterface
    public interface Salts {
        Salt next();
    }
}
