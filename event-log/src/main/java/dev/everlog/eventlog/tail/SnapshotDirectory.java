package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.Position;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of one kind in a directory: {@code views-00000000000001000000.snapshot} stands at e1000000. A file gets its
 * name when it is whole and forced, so a process may die at any step; the next writer overwrites what it left. Nothing
 * is ever changed under a name, so readers need no lock. Thread-safe.
 */
final class SnapshotDirectory implements Snapshots {
    /** The second one is for the case that the newest is damaged, or ahead of a log that lost its end. */
    private static final int KEPT = 2;

    /** Writing costs as all that was folded, starting without costs as what came since: one in so many is a balance. */
    private static final int SHARE = 20;

    /** Folded in a tenth of a second. */
    static final int FEWEST = 10_000;

    /** Events since the newest one for which an end of a process is worth one: as many take a start 10 to 100 ms. */
    private static final int FEWEST_AT_END = 1_000;

    /** Bytes of the newest one up to which the next is written while a client waits for the end, on a slow disk too. */
    private static final long MOST_AT_END_BYTES = 16 << 20;

    /** Events of which the first one is small enough for that. */
    private static final int MOST_AT_END = 20_000;

    /** Events between two looks into the directory. */
    private static final int LOOK_EVERY = 1_000;

    private final AtomicLong looked = new AtomicLong();
    private final Path directory;
    private final String name;
    private final int fewest;
    private final Pattern files;

    SnapshotDirectory(Path directory, String name, int fewest) {
        this.directory = directory;
        this.name = name;
        this.fewest = fewest;
        this.files = Pattern.compile(Pattern.quote(name) + "-(00\\d{18})\\.snapshot");
    }

    private record Stored(Path file, long position) {}

    @Override
    public Optional<Snapshot> newest(Predicate<Snapshot> wanted) {
        for (Stored stored : newestFirst()) {
            Snapshot snapshot = open(stored.file);
            if (snapshot != null && wanted.test(snapshot)) {
                return Optional.of(snapshot);
            }
            LogFailures.quietly(snapshot);
            delete(stored.file); // of no use to anybody, and in the way of a better one
        }
        return Optional.empty();
    }

    /** Null if it is damaged. */
    static @Nullable Snapshot open(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            return SnapshotFile.read(channel);
        } catch (IOException | RuntimeException e) {
            LogFailures.quietly(channel); // a cache: what cannot be read is made again
            return null;
        }
    }

    @Override
    public boolean due(Position position) {
        if (position.value() - looked.get() < Math.min(LOOK_EVERY, fewest)) {
            return false;
        }
        looked.set(position.value());
        long newest = newestBefore(position).map(Stored::position).orElse(0L);
        return position.value() - newest >= Math.max(fewest, position.value() / SHARE);
    }

    @Override
    public boolean dueAtEnd(Position position) {
        Optional<Stored> newest = newestBefore(position);
        long from = newest.map(Stored::position).orElse(0L);
        boolean isSmall =
                newest.map(each -> each.file.toFile().length() <= MOST_AT_END_BYTES)
                        .orElse(position.value() <= MOST_AT_END);
        return isSmall && position.value() - from >= FEWEST_AT_END;
    }

    private Optional<Stored> newestBefore(Position position) {
        return newestFirst().stream()
                .filter(other -> other.position <= position.value())
                .findFirst();
    }

    @Override
    public boolean write(Anchor anchor, List<Section> sections) throws IOException {
        PrivateFiles.makeDirectory(directory);
        try (ProcessLock lease = new ProcessLock(directory.resolve(name + ".lease"));
                FileLock held = lease.tryAcquire()) {
            if (held == null) {
                return false;
            }
            if (!write(directory.resolve(name + ".new"), anchor, sections)) {
                return false;
            }
            deleteOthers(anchor.position().value());
            return true;
        }
    }

    /** False when something was erased meanwhile that may be in it. */
    private boolean write(Path draft, Anchor anchor, List<Section> sections) throws IOException {
        try (FileChannel file =
                FileChannel.open(
                        draft,
                        PrivateFiles.with(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.TRUNCATE_EXISTING),
                        PrivateFiles.mode(draft))) {
            SnapshotFile.write(file, anchor, sections);
        }
        if (new ErasedSnapshots(directory).through().isAfter(anchor.position())) {
            Files.delete(draft);
            return false;
        }
        String target =
                String.format(Locale.ROOT, "%s-%020d.snapshot", name, anchor.position().value());
        Files.move(draft, directory.resolve(target), StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.forceDirectory(directory);
        return true;
    }

    /** One that is ahead of this one is of another log, or of an end that was lost. */
    private void deleteOthers(long position) {
        List<Stored> all = newestFirst();
        List<Stored> kept =
                all.stream().filter(each -> each.position <= position).limit(KEPT).toList();
        all.stream().filter(each -> !kept.contains(each)).map(Stored::file).forEach(this::delete);
    }

    private List<Stored> newestFirst() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.flatMap(this::stored)
                    .sorted(Comparator.comparingLong(Stored::position).reversed())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private Stream<Stored> stored(Path file) {
        Matcher found = files.matcher(file.getFileName().toString());
        return found.matches()
                ? Stream.of(new Stored(file, Long.parseLong(found.group(1))))
                : Stream.empty();
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It costs space until the next one is written.
        }
    }
}
