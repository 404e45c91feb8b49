package dev.everlog.tools;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Tools that are switched on together, by the name that a person gives. */
enum Toolset {
    /** The log itself: counts, schemas, queries, SQL, writing and hiding. */
    EVENTS(LogTool.class, SchemaTool.class, EventReadTool.class, EventWriteTool.class),
    /** States at any time, changes, patterns. */
    ANALYSIS(StateTool.class, InsightTool.class),
    SESSIONS(SessionTool.class),
    MEMORY(MemoryTool.class),
    GRAPH(GraphTool.class),
    PROJECTIONS(ProjectionTool.class);

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
    private final Set<Class<?>> families;

    Toolset(Class<?>... families) {
        this.families = Set.of(families);
    }

    boolean has(Class<? extends Record> tool) {
        return families.stream().anyMatch(family -> family.isAssignableFrom(tool));
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Names::constant).toList();
    }
}
