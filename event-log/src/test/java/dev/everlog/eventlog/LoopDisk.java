package dev.everlog.eventlog;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system in a file, mounted through a loop device, whose power can be cut. Needs root. Not thread-safe.
 */
public final class LoopDisk implements AutoCloseable {
    /** {@code _IOR('X', 125, __u32)} of linux/fs.h: the file system stops at once, as if the machine had. */
    private static final long SHUTDOWN = 0x8004_587DL;

    /** Not even the journal is written out. */
    private static final int NO_LOG_FLUSH = 2;

    private static final int READ_ONLY = 0;

    private final String type;
    private final Path image;
    private final Path place;
    private boolean mounted;

    private LoopDisk(String type, Path image, Path place) {
        this.type = type;
        this.image = image;
        this.place = place;
    }

    /** What is missing here for a disk of this type, in words; empty when nothing is. */
    public static String missing(String type) throws IOException {
        if (!succeeds("sh", "-c", "command -v mkfs." + type)) {
            return "no mkfs." + type;
        }
        return succeeds("unshare", "--mount", "true") && succeeds("losetup", "--find")
                ? ""
                : "no right to mount";
    }

    /** Makes and mounts one below the directory. */
    public static LoopDisk make(String type, Path directory, long bytes) throws IOException {
        Path image = directory.resolve(type + ".image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        }
        run("mkfs." + type, "-q", image.toString());
        LoopDisk disk =
                new LoopDisk(type, image, Files.createDirectory(directory.resolve(type + ".disk")));
        disk.mount();
        return disk;
    }

    /** Where it is mounted. */
    public Path path() {
        return place;
    }

    public void mount() throws IOException {
        run("mount", "-t", type, "-o", "loop", image.toString(), place.toString());
        mounted = true;
    }

    public void unmount() throws IOException {
        run("umount", place.toString());
        mounted = false;
    }

    /** Nothing that was not flushed reaches the disk any more; what comes after is an I/O error until it is mounted anew. */
    public void cutPower() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(place.toString(), StandardCharsets.UTF_8);
            MemorySegment mode = arena.allocateFrom(ValueLayout.JAVA_INT, NO_LOG_FLUSH);
            int directory = (int) OPEN.invokeExact(path, READ_ONLY);
            int failed = (int) IOCTL.invokeExact(directory, SHUTDOWN, mode);
            int left = (int) CLOSE.invokeExact(directory);
            if (directory < 0 || failed != 0 || left != 0) {
                throw new IOException("the power of " + place + " cannot be cut");
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (mounted) {
            unmount();
        }
        Files.delete(image);
    }

    private static final MethodHandle OPEN =
            function(
                    "open",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2));

    private static final MethodHandle IOCTL =
            function(
                    "ioctl",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.ADDRESS),
                    Linker.Option.firstVariadicArg(2));

    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    @SuppressWarnings("restricted") // the flags of our tests enable native access
    private static MethodHandle function(
            String name, FunctionDescriptor shape, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(), shape, options);
    }

    /** Whether a program is there, may run, and ends well. */
    public static boolean succeeds(String... command) throws IOException {
        try {
            return start(command).onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }

    private static void run(String... command) throws IOException {
        Process process = start(command);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(List.of(command) + ": " + said);
        }
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
