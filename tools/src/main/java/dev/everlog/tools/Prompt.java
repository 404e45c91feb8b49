package dev.everlog.tools;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person can choose to say to a model: a request, and beneath it what the memory holds, so that the model need
 * not ask for it first. Immutable, thread-safe.
 */
public enum Prompt {
    REMEMBER_THIS(
            "memory_remember",
            "Remember this",
            "Keeps what matters of a text, or of the conversation.",
            new Argument("text", "what to remember; none: the conversation so far", false)),
    RECALL_BRIEF(
            "memory_context",
            "What do we know?",
            "What is known of a topic, with sources.",
            new Argument("topic", "a question, a task or a name", true)),
    INVESTIGATE(
            "explain_entity",
            "Investigate",
            "How something came to be as it is: who changed what, when, and what contradicts.",
            new Argument("subject", "kind/id, n17 or a name", true)),
    WEEKLY_DIGEST(
            "memory_context",
            "Weekly digest",
            "What was learnt, decided and left open in the last days.",
            new Argument("since", "a time, e1042 or -7d (default)", false));

    /** A value that the person fills in. */
    public record Argument(String name, String description, boolean required) {}

    private static final String LAST_WEEK = "-7d";

    private final String tool;
    private final String title;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // a record of strings
    private final Argument argument;

    Prompt(String tool, String title, String description, Argument argument) {
        this.tool = tool;
        this.title = title;
        this.description = description;
        this.argument = argument;
    }

    /** The tool that the prompt cannot do without. */
    public String tool() {
        return tool;
    }

    public String id() {
        return Names.constant(this);
    }

    /** For people. */
    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    public List<Argument> arguments() {
        return List.of(argument);
    }

    /**
     * What to ask {@link #tool} for what goes beneath; null if nothing does.
     *
     * @throws IllegalArgumentException if a required argument is missing
     */
    public @Nullable ObjectNode question(Map<String, ?> given) {
        var arguments = Json.MAPPER.createObjectNode();
        return switch (this) {
            case REMEMBER_THIS -> null;
            case RECALL_BRIEF -> arguments.put("query", given(given, "")).put("tier", "l2");
            case INVESTIGATE -> arguments.put("subject", given(given, ""));
            case WEEKLY_DIGEST -> arguments.put("since", given(given, LAST_WEEK)).put("tier", "l2");
        };
    }

    /** The request, without what goes beneath. */
    public String text(Map<String, ?> given) {
        return switch (this) {
            case REMEMBER_THIS -> remember(given(given, ""));
            case RECALL_BRIEF ->
                    """
                    What do we know about this: %s

                    Answer from the rows of memory beneath, and cite their handles. Where they contradict each other, \
                    say so, and which is newer. If none answers, try memory_recall with other words; if that does not \
                    either, say that nothing is known instead of guessing.\
                    """
                            .formatted(Quoted.data(given(given, "")));
            case INVESTIGATE ->
                    """
                    Find out how this came to be as it is: %s

                    Begin with what is beneath. Then follow what is striking: memory_history and memory_provenance of \
                    its nodes, analyze_changes and event_timeline of its subject, reconstruct_state as of the moments \
                    between. Tell it in order of time, each statement with the handle of its event (e1042) and who \
                    wrote it, and end with what stays open.\
                    """
                            .formatted(Quoted.data(given(given, "")));
            case WEEKLY_DIGEST ->
                    """
                    Write a digest of what was learnt since %s, for somebody who was away: decisions and why, facts \
                    that changed, open ends, by topic and the most important first, each with its handle. The newest \
                    memories are beneath; get_stats and analyze_changes tell what else went on.\
                    """
                            .formatted(Quoted.name(given(given, LAST_WEEK)));
        };
    }

    private static String remember(String text) {
        String what =
                text.isEmpty()
                        ? "what will matter later of this conversation"
                        : "what will matter later of this text: " + Quoted.data(text);
        return """
        Remember %s

        Call memory_remember once for each statement, in words that are understood without this conversation: names \
        instead of "he", dates instead of "yesterday". Say in about whom or what it concerns and in kind what it is. \
        Leave out secrets, and what memory_recall already tells. Then list what you have kept, with its handles.\
        """
                .formatted(what);
    }

    private String given(Map<String, ?> values, String otherwise) {
        Object value = values.get(argument.name);
        String text = value == null ? "" : value.toString().strip();
        if (text.isEmpty() && argument.required) {
            throw new IllegalArgumentException(
                    id() + " needs " + argument.name + ": " + argument.description);
        }
        return text.isEmpty() ? otherwise : text;
    }
}
