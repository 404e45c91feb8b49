package dev.everlog.eventlog.file;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.archive.ParquetArchive;
import dev.everlog.eventlog.tail.DurableTail;
import dev.everlog.eventlog.tail.FrozenTail;
import dev.everlog.eventlog.tail.LogImage;
import dev.everlog.eventlog.tail.LogSalvage;
import dev.everlog.eventlog.tail.LogVerifier;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/** The tail that Everlog runs on: {@link DurableTail} over plain files. */
public final class FileTail {
    private FileTail() {}

    /** Opens or makes the log in the directory; see {@link DurableTail#open}. */
    public static Tail open(Path directory, TailOptions options) {
        return DurableTail.open(directory, new FileEngine(), ParquetArchive::new, options);
    }

    /** Opens a log that is only to be read; see {@link FrozenTail#open}. */
    public static Tail frozen(Path directory) {
        return FrozenTail.open(directory, new FileEngine(), ParquetArchive::new);
    }

    /** Verifies the log in the directory; see {@link LogVerifier#verify}. */
    public static VerifyReport verify(Path directory) {
        return LogVerifier.verify(directory, new FileEngine(), ParquetArchive::new);
    }

    /** What to copy for a backup; see {@link LogImage#take}. */
    public static LogImage image(Path directory, Set<Position> asked) {
        return LogImage.take(directory, new FileEngine(), ParquetArchive::new, asked);
    }

    /** Reads all that is whole in a damaged log; see {@link LogSalvage#read}. */
    public static Position salvage(Path directory, Consumer<StoredEvent> sink) {
        return LogSalvage.read(directory, new FileEngine(), ParquetArchive::new, sink);
    }
}
