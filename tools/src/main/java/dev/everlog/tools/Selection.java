package dev.everlog.tools;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Which of the tools a server offers: those of the toolsets and those named, or all where neither says anything, but for
 * the excluded ones. Immutable.
 *
 * @param toolsets names of {@link Toolset}s
 * @param readOnly nothing that writes
 */
public record Selection(
        List<String> toolsets, List<String> tools, List<String> excluded, boolean readOnly) {
    public static final Selection ALL = new Selection(List.of(), List.of(), List.of(), false);

    public Selection {
        toolsets = List.copyOf(toolsets);
        tools = List.copyOf(tools);
        excluded = List.copyOf(excluded);
    }

    /** @throws IllegalArgumentException for the first name that there is not, with the nearest and all there are */
    void check(Collection<String> known) {
        toolsets.forEach(name -> require("toolset", name, Toolset.names()));
        tools.forEach(name -> require("tool", name, known));
        excluded.forEach(name -> require("tool", name, known));
    }

    private static void require(String what, String name, Collection<String> known) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no %s %s; %sall are %s"
                            .formatted(
                                    what,
                                    Quoted.data(Names.shortened(name)),
                                    Names.nearest(name, known, 1).stream()
                                            .map(near -> "the nearest is " + near + ", and ")
                                            .findFirst()
                                            .orElse(""),
                                    String.join(", ", known)));
        }
    }

    boolean offers(ToolType tool) {
        return isAskedFor(tool)
                && !excluded.contains(tool.name())
                && (!readOnly || tool.spec().readOnly());
    }

    private boolean isAskedFor(ToolType tool) {
        return (toolsets.isEmpty() && tools.isEmpty())
                || tools.contains(tool.name())
                || Arrays.stream(Toolset.values())
                        .anyMatch(set ->
                                toolsets.contains(Names.constant(set)) && set.has(tool.record()));
    }
}
