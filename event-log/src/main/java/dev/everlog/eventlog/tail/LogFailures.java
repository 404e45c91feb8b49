package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The world's failures as the log's one exception. */
final class LogFailures {
    private LogFailures() {}

    static LogException of(Throwable e) {
        return switch (e) {
            case LogException known -> known;
            case AccessDeniedException denied ->
                    new LogException(
                            Kind.UNUSABLE, "no permission to write " + denied.getFile(), denied);
            case ReadOnlyFileSystemException readOnly ->
                    new LogException(
                            Kind.UNUSABLE, "the file system of the log is read-only", readOnly);
            case IOException io when full(io) ->
                    new LogException(
                            Kind.STORAGE_FULL,
                            "the disk is full ("
                                    + io.getMessage()
                                    + "); nothing was acknowledged. Free some space: appends"
                                    + " go on without a restart",
                            io);
            default -> new LogException(Kind.IO, "writing the log failed: " + e, e);
        };
    }

    private static boolean full(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left")
                || message.contains("disk full")
                || message.contains("quota exceeded");
    }

    /** At the end there is nobody left to tell. */
    static void quietly(@Nullable AutoCloseable... closeables) {
        for (AutoCloseable each : closeables) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                // Everything acknowledged has been forced before.
            }
        }
    }
}
