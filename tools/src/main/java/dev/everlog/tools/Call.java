package dev.everlog.tools;

import dev.everlog.memory.Memory;
import dev.everlog.memory.Scope;
import dev.everlog.memory.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call: its session, and what "now" is while it runs. Immutable.
 *
 * @param rankings shared by all calls
 * @param question digest of tool, project and arguments without those that may change from page to page
 * @param now to the millisecond, as cursors keep it
 */
record Call(Session session, Rankings rankings, String question, Instant now) {
    private static final Set<String> OF_THE_PAGE =
            Set.of("cursor", "limit", "max_tokens", "format");
    private static final String ALL_PROJECTS = "*";

    static Call of(String tool, ObjectNode arguments, Session session, Rankings rankings) {
        var lasting = new TreeMap<String, JsonNode>();
        arguments.properties().stream()
                .filter(argument -> !OF_THE_PAGE.contains(argument.getKey()))
                .forEach(argument -> lasting.put(argument.getKey(), argument.getValue()));
        var now = session.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        return new Call(session, rankings, sha256(tool + session.project() + lasting), now);
    }

    /** The same call, made at another time. */
    Call at(Instant then) {
        return new Call(session, rankings, question, then);
    }

    Memory memory() {
        return session.memory().get();
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
        return new Writer(
                session.actor(), session.id(), project, null, null, options.idempotencyKey());
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
