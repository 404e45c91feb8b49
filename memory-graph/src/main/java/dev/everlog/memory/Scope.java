package dev.everlog.memory;

import org.jspecify.annotations.Nullable;

/**
 * Whose project a read looks at. What was written without a project is seen from everywhere; named things (nodes
 * without a text) belong to the whole tenant. Immutable.
 *
 * @param project null for all projects
 */
public record Scope(@Nullable String project) {
    /** All projects. */
    public static final Scope ALL = new Scope(null);

    /** Whether what was written for {@code written} is seen. */
    public boolean includes(@Nullable String written) {
        return project == null || written == null || project.equals(written);
    }

    /** {@code *} for all projects. */
    @Override
    public String toString() {
        return project == null ? "*" : project;
    }
}
