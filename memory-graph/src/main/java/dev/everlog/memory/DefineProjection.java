package dev.everlog.memory;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A projection of the user's own, whatever the project. Immutable.
 *
 * @param template that it was taken from, null for none
 */
public record DefineProjection(
        String name, @Nullable String template, ProjectionDefinition definition) {
    /** Projections of a tenant: each is folded with every event, and kept in memory. */
    public static final int MAX_PROJECTIONS = 50;

    public DefineProjection {
        Checks.word("name", name, "open_orders");
    }

    /** From a template; what else is given must be empty. */
    public static DefineProjection of(String name, Template template) {
        return new DefineProjection(
                name, template.name().toLowerCase(Locale.ROOT), template.definition());
    }

    /**
     * The answer.
     *
     * @param receipt null if it was defined like this already
     * @param fields names
     */
    public record Result(
            @Nullable Receipt receipt, String name, long version, List<String> fields) {}
}
