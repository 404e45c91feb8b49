package dev.everlog.tools;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** What a client can open by its address: the answer of a reading tool. Immutable, thread-safe. */
public enum Resource {
    CONTEXT(
            "everlog://context",
            "memory_context",
            "Context",
            "What holds and what is new in this project, as a block for a prompt."),
    INDEX(
            "everlog://index",
            "memory_index",
            "Map of what is known",
            "Domains, names, counts and links of all that is known."),
    EVENT("everlog://event/{id}", "query_events", "Event", "An event by its handle, e1042."),
    NODE(
            "everlog://node/{id}",
            "explain_entity",
            "Node",
            "All that matters about a node: its handle n17, its subject or its name."),
    SUBJECT(
            "everlog://subject/{kind}/{id}",
            "get_snapshot",
            "Subject",
            "The state of a subject, person/ada.");

    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

    private final String template;
    private final String tool;
    private final String title;
    private final String description;

    Resource(String template, String tool, String title, String description) {
        this.template = template;
        this.tool = tool;
        this.title = title;
        this.description = description;
    }

    /** A URI, or a URI template (RFC 6570, level 1). */
    public String template() {
        return template;
    }

    public boolean isTemplate() {
        return !variables().isEmpty();
    }

    /** The tool that answers. */
    public String tool() {
        return tool;
    }

    /** For programs. */
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

    /** Names of the variables of the template, in order. */
    public List<String> variables() {
        return VARIABLE.matcher(template).results().map(found -> found.group(1)).toList();
    }

    /** The address of one of these. */
    public String uri(String... values) {
        var left = List.of(values).iterator();
        return VARIABLE.matcher(template).replaceAll(variable -> encoded(left.next()));
    }

    /**
     * What to ask the tool for an address.
     *
     * @throws IllegalArgumentException if it is none of these, or not written as an address has to be
     */
    public ObjectNode arguments(String uri) {
        var values = matched(uri);
        var arguments = Json.MAPPER.createObjectNode();
        return switch (this) {
            case CONTEXT -> arguments.put("tier", "l2");
            case INDEX -> arguments;
            case EVENT -> arguments.set("events", arguments.arrayNode().add(decoded(values, "id")));
            case NODE -> arguments.put("subject", decoded(values, "id"));
            case SUBJECT ->
                    arguments.put("subject", decoded(values, "kind") + "/" + decoded(values, "id"));
        };
    }

    /** Whether there is something at the address, from what its tool answered. */
    public boolean isThere(ToolResult result) {
        var structured = result.structured();
        return this != EVENT || (structured != null && !structured.path("items").isEmpty());
    }

    private Matcher matched(String uri) {
        String pattern = VARIABLE.matcher(template).replaceAll("(?<$1>[^/]+)");
        var match = Pattern.compile(pattern).matcher(uri);
        if (!match.matches()) {
            throw unfit(uri);
        }
        return match;
    }

    private IllegalArgumentException unfit(String uri) {
        return new IllegalArgumentException(
                Quoted.data(Names.shortened(uri))
                        + " is not written as "
                        + template
                        + ", with % before the two hex digits of each byte that is no letter or"
                        + " digit: everlog://subject/order/a%20b");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A plus is a plus in a path. */
    private String decoded(Matcher uri, String variable) {
        try {
            return URLDecoder.decode(
                    uri.group(variable).replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unfit(uri.group());
        }
    }
}
