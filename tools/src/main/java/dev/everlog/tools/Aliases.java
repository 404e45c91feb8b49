package dev.everlog.tools;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Whose names for tools are understood beside ours. */
public enum Aliases {
    NONE,
    /** Those of AllSource Prime. */
    ALLSOURCE;

    /** A call as ours: the name of a tool, and its arguments under its own names for them. */
    public record Meant(String tool, ObjectNode arguments) {}

    /** Whether this is another's name for a tool of ours. */
    public boolean has(String name) {
        return tools().containsKey(name);
    }

    /** The tool of ours that a name means; any other name means itself. */
    public String tool(String name) {
        var old = tools().get(name);
        return old == null ? name : old.tool();
    }

    /**
     * What a call means. Arguments that have no counterpart stay as they are, to be refused by name.
     *
     * @param name may be ours, and then the call means what it says
     */
    public Meant meant(String name, ObjectNode arguments) {
        var old = tools().get(name);
        return old == null
                ? new Meant(name, arguments)
                : new Meant(old.tool(), old.ours(arguments));
    }

    private Map<String, OldTool> tools() {
        return switch (this) {
            case NONE -> Map.of();
            case ALLSOURCE -> AllSource.TOOLS;
        };
    }
}
