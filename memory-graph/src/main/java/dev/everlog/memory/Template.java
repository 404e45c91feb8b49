package dev.everlog.memory;

import dev.everlog.memory.custom.Field;
import dev.everlog.memory.custom.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** Projections that many want. Immutable. */
public enum Template {
    /** What is known of each person that was recorded as a node. */
    PERSON_PROFILE,
    /** Where each task stands, from events such as task.created or task.done with title, status, assignee, due, tags. */
    TASK_BOARD,
    /** Memories of the kind preference, as they were said last. */
    PREFERENCE_SET,
    /** What happened in each session, and when. */
    SESSION_SUMMARY;

    ProjectionDefinition definition() {
        return switch (this) {
            case PERSON_PROFILE -> person();
            case TASK_BOARD -> task();
            case PREFERENCE_SET -> preference();
            case SESSION_SUMMARY -> session();
        };
    }

    private static ProjectionDefinition person() {
        return new ProjectionDefinition(
                List.of("person/*"),
                List.of(MemoryEventCodec.NODE_RECORDED),
                List.of(),
                "@subject",
                List.of(
                        field("name", null, Policy.LAST),
                        field("properties", null, Policy.MERGE),
                        field("text", null, Policy.LAST),
                        field("changes", null, Policy.COUNT)));
    }

    private static ProjectionDefinition task() {
        return new ProjectionDefinition(
                List.of(),
                List.of("task.*"),
                List.of(),
                "@subject",
                List.of(
                        field("title", null, Policy.LAST),
                        field("status", null, Policy.LAST),
                        field("assignee", null, Policy.LAST),
                        field("due", null, Policy.LAST),
                        field("tags", null, Policy.SET),
                        field("last_event", "@type", Policy.LAST)));
    }

    private static ProjectionDefinition preference() {
        return new ProjectionDefinition(
                List.of(),
                List.of(MemoryEventCodec.REMEMBERED),
                List.of(
                        new EventQuery.PayloadFilter(
                                "kind",
                                EventQuery.Op.EQ,
                                StringNode.valueOf(MemoryKind.PREFERENCE.name()))),
                "@subject",
                List.of(
                        field("text", null, Policy.LAST),
                        field("about", "about.node", Policy.SET),
                        field("tags", null, Policy.SET),
                        field("strongest", "text", Policy.MOST_CONFIDENT)));
    }

    private static ProjectionDefinition session() {
        return new ProjectionDefinition(
                List.of(),
                List.of(),
                List.of(),
                "@session",
                List.of(
                        field("first", "@at", Policy.MIN),
                        field("last", "@at", Policy.MAX),
                        field("events", null, Policy.COUNT),
                        field("types", "@type", Policy.SET),
                        field("subjects", "@subject", Policy.SET),
                        field("said", "text", Policy.LIST)));
    }

    private static Field field(String name, @Nullable String path, Policy policy) {
        return new Field(name, path, policy);
    }
}
