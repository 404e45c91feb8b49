package dev.everlog.tools;

import dev.everlog.memory.ProjectionDefinition;
import dev.everlog.memory.ProjectionStatus;
import dev.everlog.memory.custom.Field;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A projection as it is listed.
 *
 * @param defined handle of its definition
 * @param foldedTo position up to where it is folded
 * @param lag events that it has not folded
 * @param trouble where and why it stands still, null if it does not
 */
record ProjectionListRow(
        String name,
        long version,
        String defined,
        @Nullable String template,
        String source,
        String fields,
        long foldedTo,
        long lag,
        @Nullable String trouble)
        implements Row<ProjectionListRow> {
    static ProjectionListRow of(ProjectionStatus status) {
        return new ProjectionListRow(
                status.name(),
                status.version(),
                status.at().toString(),
                status.template(),
                source(status.definition()),
                status.definition().fields().stream()
                        .map(ProjectionListRow::field)
                        .collect(Collectors.joining(", ")),
                status.position().value(),
                status.lag(),
                status.trouble());
    }

    private static String source(ProjectionDefinition definition) {
        return "types "
                + definition.types()
                + " subjects "
                + definition.subjects()
                + " where "
                + definition.where().stream()
                        .map(each ->
                                each.path() + " " + Names.constant(each.op()) + " " + each.value())
                        .toList()
                + " by "
                + definition.groupBy();
    }

    private static String field(Field field) {
        String path = field.path() == null ? "" : "(" + field.path() + ")";
        return field.name() + "=" + Names.constant(field.policy()) + path;
    }

    @Override
    public String line() {
        return "%s v%d %s%s folded to e%d, lag %d%s; from %s; fields %s"
                .formatted(
                        Quoted.name(name),
                        version,
                        defined,
                        template == null ? "" : " (" + Quoted.name(template) + ")",
                        foldedTo,
                        lag,
                        trouble == null ? "" : " STANDS STILL: " + Quoted.data(trouble),
                        Quoted.data(source),
                        Quoted.data(fields));
    }

    @Override
    public ProjectionListRow shortened(int characters) {
        return new ProjectionListRow(
                name,
                version,
                defined,
                template,
                Quoted.start(source, characters / 2),
                Quoted.start(fields, characters / 2),
                foldedTo,
                lag,
                trouble);
    }
}
