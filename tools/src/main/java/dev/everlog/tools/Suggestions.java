package dev.everlog.tools;

import dev.everlog.memory.AsOf;
import dev.everlog.memory.Completions;
import dev.everlog.memory.Scope;
import dev.everlog.memory.Vantage;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the argument of a {@link Prompt} or {@link Resource} may be that somebody is writing. Stateless. */
public final class Suggestions {
    private static final List<String> SINCE = List.of("-1d", "-7d", "-30d", "yesterday");

    private Suggestions() {}

    /**
     * Values that begin like this, the newest first; at most {@link Completions#MOST}, and one more if there are more.
     */
    public static List<String> of(Prompt prompt, String start, Session session) {
        return switch (prompt) {
            case REMEMBER_THIS -> List.of();
            case RECALL_BRIEF, INVESTIGATE -> names(start, session);
            case WEEKLY_DIGEST -> SINCE.stream().filter(value -> value.startsWith(start)).toList();
        };
    }

    /**
     * The same for a variable of an address.
     *
     * @param known variables that have their values
     */
    public static List<String> of(
            Resource resource,
            String variable,
            String start,
            Map<String, String> known,
            Session session) {
        return switch (resource) {
            case CONTEXT, INDEX -> List.of();
            case EVENT -> read(session, there -> there.events(start));
            case NODE -> names(start, session);
            case SUBJECT ->
                    read(
                            session,
                            there ->
                                    variable.equals("kind")
                                            ? there.kinds(start)
                                            : there.ids(known.getOrDefault("kind", ""), start));
        };
    }

    private static List<String> names(String start, Session session) {
        return read(session, there -> there.names(start));
    }

    private static List<String> read(
            Session session, Function<Completions, List<String>> completions) {
        var scope = session.project() == null ? Scope.ALL : new Scope(session.project());
        return session.recall()
                .get()
                .memory()
                .read(
                        new Vantage(AsOf.NOW, null, scope),
                        reading -> completions.apply(new Completions(reading)));
    }
}
