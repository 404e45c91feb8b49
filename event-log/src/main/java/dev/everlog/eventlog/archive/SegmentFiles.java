package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.tail.Archive.Source;
import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.reader.FilterPredicate;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens segments, with the threads that decode them: made when the first is opened. Thread-safe. */
final class SegmentFiles implements AutoCloseable {
    /** One for whoever waits and one to read ahead; more would take them from those who ask. */
    private static final int THREADS = 2;

    private @Nullable HardwoodContext threads;
    private boolean closed;

    /** @param wanted which rows, all when null */
    Source<Row> rows(Path file, @Nullable FilterPredicate wanted) throws IOException {
        try {
            return new SegmentReader(InputFile.of(file), threads(), wanted);
        } catch (RuntimeException e) { // the library has no other way to say it
            throw new IOException(file + " cannot be opened: " + e, e);
        }
    }

    private synchronized HardwoodContext threads() throws IOException {
        if (closed) {
            throw new IOException("the archive has been closed");
        }
        HardwoodContext open = threads == null ? HardwoodContext.create(THREADS) : threads;
        threads = open;
        return open;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (threads != null) {
            threads.close();
        }
    }
}
