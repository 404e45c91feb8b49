package dev.everlog.tools;

import dev.everlog.eventlog.LogException;
import dev.everlog.memory.MemoryException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates every exception, once, into what a caller is told. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static Failure of(Throwable thrown) {
        return switch (thrown) {
            case ToolException e -> new Failure(e.kind().name(), message(e), e.hint(), false);
            case MemoryException e -> of(e);
            case LogException e -> of(e);
            default -> internal(thrown);
        };
    }

    private static Failure of(MemoryException e) {
        String code =
                switch (e.kind()) {
                    case INVALID -> ToolException.Kind.INVALID_ARGUMENT.name();
                    case NOT_FOUND,
                            CONFLICT,
                            AMBIGUOUS,
                            LIMIT,
                            BUSY,
                            UNAVAILABLE,
                            UNREADABLE,
                            BROKEN ->
                            e.kind().name();
                };
        return new Failure(
                code, message(e), e.hint().isEmpty() ? null : e.hint(), e.kind().retryable());
    }

    private static Failure of(LogException e) {
        String hint =
                switch (e.kind()) {
                    case BUSY ->
                            "another process is writing; repeat the call with the same idempotency_key";
                    case STORAGE_FULL ->
                            "nothing was lost and reads go on; free space on the disk and repeat the call";
                    case CORRUPT ->
                            "reads of the intact part go on; a person should run: everlog verify";
                    case UNUSABLE ->
                            "a person should start the server with another --data directory, or make this one usable";
                    case TOO_LARGE -> "nothing was appended; send smaller batches";
                    case NEWER_FORMAT -> "a person should update Everlog; nothing was changed";
                    case IO ->
                            "the disk reported an error and nothing after it is acknowledged; a person should look at it";
                    case CLOSED -> "the server is ending; start it again";
                };
        return new Failure(e.kind().name(), message(e), hint, e.kind().retryable());
    }

    /** Messages of strangers may hold paths, addresses or other people's text: they go to the log only. */
    private static Failure internal(Throwable thrown) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("call failed, id {}", id, thrown);
        return new Failure(
                "INTERNAL",
                "this is a fault of Everlog, not of the call; details are in the server's log under id "
                        + id,
                "a write may or may not have happened: read before repeating it",
                false);
    }

    private static String message(Throwable thrown) {
        @Nullable String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }
}
