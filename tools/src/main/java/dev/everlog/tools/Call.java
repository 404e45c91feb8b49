package dev.everlog.tools;

import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.memory.Memory;
import dev.everlog.memory.RecallLedger;
import dev.everlog.memory.Scope;
import dev.everlog.memory.Writer;
import dev.everlog.memory.recall.Recall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call: its session, and what "now" is while it runs. Immutable.
 *
 * @param recall over the one memory that this call sees, though it be replaced meanwhile: after an erasure texts have
 *     other ordinals
 * @param rankings shared by all calls
 * @param served so far, to whomever
 * @param arguments as the caller gave them, but for what {@link Arguments} makes alike
 * @param now to the millisecond, as cursors keep it
 */
record Call(
        Session session,
        Recall recall,
        Rankings rankings,
        TokensServed served,
        String tool,
        ObjectNode arguments,
        Instant now) {
    private static final Set<String> OF_THE_PAGE =
            Set.of("cursor", "limit", "max_tokens", "format");

    /** The name of a request, and what says whether it is done: the same before and after its confirmation. */
    private static final Set<String> BESIDE_THE_REQUEST =
            Set.of("idempotency_key", "dry_run", "confirm_token");

    private static final String ALL_PROJECTS = "*";

    static Call of(
            String tool,
            ObjectNode arguments,
            Session session,
            Rankings rankings,
            TokensServed served) {
        var now = session.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        return new Call(session, session.recall().get(), rankings, served, tool, arguments, now);
    }

    /** The same call, made at another time. */
    Call at(Instant then) {
        return new Call(session, recall, rankings, served, tool, arguments, then);
    }

    /** Digest of tool, project and arguments without those that may change from page to page. */
    String question() {
        return sha256(
                tool + session.project() + Json.SORTED.writeValueAsString(without(OF_THE_PAGE)));
    }

    private ObjectNode without(Set<String> names) {
        return arguments.deepCopy().remove(names);
    }

    /** What this process has served so far is told where it is asked for. */
    void awaitLedger() {
        if (session.ledger() != null) {
            var _ = session.ledger().settle();
        }
    }

    /** Takes down what an answer tells, where that is wanted; waits for nothing. */
    void note(Answer answer) {
        var told = answer.told();
        if (session.ledger() != null && told != null && !told.events().isEmpty()) {
            var writer =
                    new Writer(session.actor(), session.id(), session.project(), null, null, null);
            session.ledger()
                    .served(
                            memory(),
                            new RecallLedger.Entry(
                                    tool, asked(), told.at(), told.events(), writer));
        }
    }

    /** The question in words, else all that was asked for. */
    private @Nullable String asked() {
        return Stream.of("query", "text", "goal")
                .filter(arguments::has)
                .map(name -> arguments.get(name).asString(""))
                .findFirst()
                .orElse(arguments.isEmpty() ? null : arguments.toString());
    }

    Memory memory() {
        return recall.memory();
    }

    /** What a reading call looks at, by its argument or else by the session. */
    Scope scope(@Nullable String project) {
        String chosen = project == null ? session.project() : project;
        return chosen == null || chosen.equals(ALL_PROJECTS) ? Scope.ALL : new Scope(chosen);
    }

    /** Who writes what this call writes. */
    Writer writer(WriteOptions options) {
        if (ALL_PROJECTS.equals(options.project())) {
            throw new ToolException(
                    ToolException.Kind.INVALID_ARGUMENT,
                    "project * is for reading only",
                    "name one project, or leave project out");
        }
        String project = options.project() == null ? session.project() : options.project();
        return new Writer(session.actor(), session.id(), project, null, null, request(options));
    }

    /** Times stay as they were said, so that "2 hours ago" said again is the same request. */
    private @Nullable IdempotencyKey request(WriteOptions options) {
        if (options.idempotencyKey() == null) {
            return null;
        }
        String asked = tool + Json.SORTED.writeValueAsString(without(BESIDE_THE_REQUEST));
        try {
            return new IdempotencyKey(options.idempotencyKey(), sha256(asked));
        } catch (IllegalArgumentException e) {
            throw new ToolException(
                    ToolException.Kind.INVALID_ARGUMENT,
                    String.valueOf(e.getMessage()),
                    "a UUID is a good key");
        }
    }

    /** Waits until this process holds nothing any more that was erased, and says whether it came to that. */
    boolean letsGo(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        var watch = memory().erasures();
        while (watch.erased().isDone()) {
            long left = Math.max(0, deadline - System.nanoTime());
            boolean isReplaced =
                    watch.replaced()
                            .thenApply(_ -> true)
                            .completeOnTimeout(false, left, TimeUnit.NANOSECONDS)
                            .join();
            if (!isReplaced) {
                return false;
            }
            watch = session.recall().get().memory().erasures();
        }
        return true;
    }

    @Nullable Instant from(@Nullable When when) {
        return when == null ? null : when.from(now);
    }

    @Nullable Instant through(@Nullable When when) {
        return when == null ? null : when.through(now);
    }

    private static String sha256(String text) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
