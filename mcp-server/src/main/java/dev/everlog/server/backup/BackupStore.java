package dev.everlog.server.backup;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.LogImage;
import dev.everlog.eventlog.tail.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory of backups of one log. A file is kept once under the SHA-256 of its content, however many backups it
 * belongs to, so a backup costs what has changed; a backup is there when its manifest is.
 *
 * <pre>
 * manifests/00000000000000001042.json   see {@link Manifest}; the number is the position of the last event
 * files/9f86d0…                         what the manifests name
 * </pre>
 *
 * One process at a time may write to it.
 */
public final class BackupStore {
    private static final Pattern MANIFEST = Pattern.compile("(00\\d{18})\\.json");

    /** A manifest names some files of 64 MiB each: this is enough for a petabyte. */
    private static final long MOST_MANIFEST_BYTES = 1L << 30;

    /** Generations may be sealed and removed while they are copied; then the image is taken again. */
    private static final int ATTEMPTS = 5;

    private final Path directory;
    private final KeptFiles files;

    public BackupStore(Path directory) {
        this.directory = directory;
        this.files = new KeptFiles(directory.resolve("files"));
    }

    /**
     * What a backup came to.
     *
     * @param files it consists of
     * @param bytes it consists of
     * @param copied bytes that were not there before
     */
    public record Backup(Position position, String hash, int files, long bytes, long copied) {}

    /**
     * Adds a backup of everything that is on stable storage, while writers go on.
     *
     * @param keep how many backups to keep, the newest; 0 for all
     * @param now by the clock of this machine
     * @throws LogException when the log cannot be read to its end
     */
    public Backup add(Path log, int keep, Instant now) throws IOException {
        PrivateFiles.makeDirectory(directory.resolve("manifests"));
        files.make();
        for (int attempt = 1; ; attempt++) {
            try {
                NavigableMap<Long, Path> before = manifests();
                LogImage image =
                        FileTail.image(
                                log,
                                before.keySet().stream()
                                        .map(Position::new)
                                        .collect(Collectors.toSet()));
                requireSameMemory(before.values(), image);
                return add(image, keep, now);
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * A backup that is there.
     *
     * @param time when it was made, or null if that was not written down
     * @param files it consists of, shared with others or not
     */
    public record Kept(
            Position position, @Nullable Instant time, int files, long bytes, String hash) {}

    /** All backups, the oldest first. Their files are not read. */
    public List<Kept> list() throws IOException {
        List<Kept> kept = new ArrayList<>();
        for (Path file : manifests().values()) {
            Manifest manifest = read(file);
            kept.add(
                    new Kept(
                            manifest.end(),
                            manifest.time(),
                            manifest.files().size(),
                            manifest.bytes(),
                            manifest.hash()));
        }
        return kept;
    }

    /** Backups are told apart by position, so all of them must be of one history. */
    private void requireSameMemory(Collection<Path> manifests, LogImage image) throws IOException {
        for (Path file : manifests) {
            Manifest manifest = read(file);
            if (!manifest.hash().equals(image.hashes().get(manifest.end()))
                    && manifest.position() > 0) {
                throw BackupException.misuse(
                        directory
                                + " holds a backup through "
                                + manifest.end()
                                + " of another memory, or of a history that this one has left; nothing was"
                                + " written. Give --to a directory of its own");
            }
        }
    }

    private Backup add(LogImage image, int keep, Instant now) throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>();
        long copied = 0;
        for (LogImage.Part part : image.parts()) {
            KeptFiles.Copy copy = files.keep(part);
            entries.add(new Manifest.Entry(part.name(), part.length(), copy.sha256()));
            copied += copy.isNew() ? part.length() : 0;
        }
        files.force();
        Manifest manifest =
                new Manifest(
                        Manifest.FORMAT,
                        image.position().value(),
                        image.hash(),
                        now.truncatedTo(ChronoUnit.SECONDS),
                        image.erased().toString(),
                        List.copyOf(entries));
        write(manifest);
        forgetAllBut(keep);
        return new Backup(image.position(), image.hash(), entries.size(), manifest.bytes(), copied);
    }

    private void write(Manifest manifest) throws IOException {
        Path manifests = directory.resolve("manifests");
        PrivateFiles.replace(
                manifests.resolve(String.format(Locale.ROOT, "%020d.json", manifest.position())),
                manifests.resolve(UUID.randomUUID() + ".new"),
                manifest.toJson());
    }

    private void forgetAllBut(int keep) throws IOException {
        NavigableMap<Long, Path> manifests = manifests();
        while (keep > 0 && manifests.size() > keep) {
            Files.delete(manifests.pollFirstEntry().getValue());
        }
        Set<String> named = new HashSet<>();
        for (Path manifest : manifests.values()) {
            read(manifest).files().forEach(file -> named.add(file.sha256()));
        }
        files.forgetAllBut(named);
    }

    private NavigableMap<Long, Path> manifests() throws IOException {
        NavigableMap<Long, Path> found = new TreeMap<>();
        Path manifests = directory.resolve("manifests");
        if (!Files.isDirectory(manifests)) {
            throw BackupException.misuse(
                    directory
                            + " holds no backups: give the directory that everlog backup wrote to");
        }
        try (Stream<Path> files = Files.list(manifests)) {
            for (Path file : files.toList()) {
                Matcher name = MANIFEST.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.put(Long.parseLong(name.group(1)), file);
                }
            }
        }
        return found;
    }

    private static Manifest read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || Files.size(file) > MOST_MANIFEST_BYTES) {
            throw BackupException.damage(file + " is no manifest; nothing was written");
        }
        try {
            return Manifest.read(Files.readAllBytes(file));
        } catch (BackupException e) {
            throw BackupException.damage(file + " cannot be restored from: " + e.getMessage());
        }
    }

    /**
     * Makes a log of the newest backup that ends at or before a position, and verifies it.
     *
     * @param log directory to make; left half-done when this throws
     * @throws BackupException if there is none, or a file of it is not what the manifest says
     * @throws LogException {@code STORAGE_FULL}
     */
    public Backup restore(Position through, Path log) throws IOException {
        var newest = manifests().floorEntry(through.value());
        if (newest == null) {
            throw BackupException.misuse(
                    directory + " holds no backup that ends at or before " + through);
        }
        Manifest manifest = read(newest.getValue());
        PrivateFiles.makeDirectory(log);
        long free = log.toFile().getUsableSpace();
        if (free < manifest.bytes()) {
            throw new LogException(
                    LogException.Kind.STORAGE_FULL,
                    "the backup takes %d bytes and the disk of %s has %d left; nothing was written"
                            .formatted(manifest.bytes(), log, free));
        }
        for (Manifest.Entry entry : manifest.files()) {
            files.copy(entry, log.resolve(entry.name()));
        }
        verify(manifest, log);
        return new Backup(
                manifest.end(),
                manifest.hash(),
                manifest.files().size(),
                manifest.bytes(),
                manifest.bytes());
    }

    /**
     * What a restored backup still holds, although another backup here knows that it was erased.
     *
     * @param end of the backup that was restored
     * @throws BackupException if a backup is damaged, for what it knows cannot be told then
     */
    public Positions erasedSince(Position end) throws IOException {
        NavigableMap<Long, Path> manifests = manifests();
        List<Positions> known = new ArrayList<>();
        for (Path file : manifests.values()) {
            known.add(erasures(file));
        }
        Positions erased = Positions.union(known).through(end);
        Positions already = read(Objects.requireNonNull(manifests.get(end.value()))).erasures();
        return erased.equals(already) ? Positions.NONE : erased;
    }

    private static Positions erasures(Path manifest) throws IOException {
        try {
            return read(manifest).erasures();
        } catch (BackupException e) {
            throw BackupException.damage(
                    e.getMessage()
                            + ". What it knows to be erased cannot be taken away again: delete it to restore without that");
        }
    }

    private static void verify(Manifest manifest, Path log) {
        VerifyReport report = FileTail.verify(log);
        if (!report.hash().equals(manifest.hash())
                || !report.verified().equals(manifest.end())
                || !report.findings().isEmpty()) {
            String found =
                    report.findings().isEmpty()
                            ? report.hash() + " through " + report.verified()
                            : report.findings().getFirst().message();
            throw BackupException.damage(
                    "the log that came out of the backup is not the one that ends at "
                            + manifest.end()
                            + " ("
                            + found
                            + "); nothing was restored");
        }
    }
}
