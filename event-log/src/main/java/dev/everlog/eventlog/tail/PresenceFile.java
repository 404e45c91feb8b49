package dev.everlog.eventlog.tail;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.everlog.eventlog.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file by which one open log is known to other processes.
 *
 * <pre>
 * processes/PID-PROCESS-TAIL                 name: decimal, and two random numbers in hexadecimal
 * 00000000000000001042 sealing,embedding     position, leases, role; filled up with blanks, so that
 *   stdio                                    the next line covers all of this one; an end of line
 * </pre>
 *
 * Its process has it locked until it ends, however that happens: one that can be locked is left by the dead, in every PID
 * namespace, and is deleted by whoever meets it. Immutable.
 */
record PresenceFile(Path path) {
    /** Far behind the content, which Windows does not let others read where it is locked. */
    static final long LOCK_BYTE = Long.MAX_VALUE - 1;

    /** Bytes: a line has fewer. */
    private static final int MAX_BYTES = 200;

    private static final String PROCESS = hex();
    private static final Pattern NAME =
            Pattern.compile("(?<pid>\\d{1,18})-(?<process>[0-9a-f]{16})-[0-9a-f]{16}");
    private static final Pattern LINE =
            Pattern.compile("(?<position>\\d{20}) (?<leases>[a-z,]*) +(?<role>[a-z]{1,20}) *\\n");

    /** A name that nobody has. */
    static PresenceFile fresh(Path directory) {
        String name = ProcessHandle.current().pid() + "-" + PROCESS + "-" + hex();
        return new PresenceFile(directory.resolve(name));
    }

    private static String hex() {
        return "%016x".formatted(UUID.randomUUID().getLeastSignificantBits());
    }

    /** Makes the directory, and deletes what is left in it by the dead. */
    void makeDirectory() throws IOException {
        Path directory = path.resolveSibling("");
        PrivateFiles.makeDirectory(directory);
        var _ = others(directory);
    }

    /** The living, but for this process: closing one of its own files would let go of the lock. */
    static List<Participant> others(Path directory) throws IOException {
        List<Participant> living = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches() && !name.group("process").equals(PROCESS)) {
                    read(file)
                            .flatMap(line -> decode(name.group("pid"), line))
                            .ifPresent(living::add);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        living.sort(Comparator.comparingLong(Participant::pid));
        return living;
    }

    /** Empty if its process is gone. */
    private static Optional<String> read(Path file) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock dead = channel.tryLock(LOCK_BYTE, 1, false)) {
            if (dead == null) {
                ByteBuffer line = ByteBuffer.allocate(MAX_BYTES);
                channel.read(line, 0);
                return Optional.of(
                        new String(line.array(), 0, line.position(), StandardCharsets.UTF_8));
            }
            Files.deleteIfExists(file);
        } catch (NoSuchFileException | OverlappingFileLockException e) {
            return Optional.empty(); // it has just ended, or another thread is burying it
        }
        return Optional.empty();
    }

    static byte[] encode(Participant self) {
        String leases =
                self.leases().stream().sorted().map(PresenceFile::name).collect(joining(","));
        return Utf8.encode(
                "%020d %-40s %-20s\n".formatted(self.position().value(), leases, self.role()));
    }

    private static String name(Lease lease) {
        return lease.name().toLowerCase(Locale.ROOT);
    }

    /** Empty for one that has only begun, or of another version. */
    private static Optional<Participant> decode(String pid, String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new Participant(
                        Long.parseLong(pid),
                        line.group("role"),
                        new Position(Long.parseLong(line.group("position"))),
                        leases(line.group("leases")),
                        false));
    }

    private static Set<Lease> leases(String names) {
        List<String> known = List.of(names.split(",", -1));
        return Arrays.stream(Lease.values())
                .filter(lease -> known.contains(name(lease)))
                .collect(toSet());
    }
}
