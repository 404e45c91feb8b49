package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.custom.Candidate;
import dev.everlog.memory.custom.Groups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reading projections of the user's own. Values are chosen here, of the candidates that are visible. */
final class ProjectionReads {
    /** What one reading sees of a projection that is built. */
    private record Seen(
            Reading reading,
            Projections.Version version,
            Groups groups,
            Groups.@Nullable Fault fault) {
        boolean sees(long at) {
            return at <= position() && visible(reading, at);
        }

        /** The last event that counts. */
        long position() {
            return fault == null ? reading.position().value() : fault.position() - 1;
        }

        ProjectionRows of(List<String> subjects) {
            return new ProjectionRows(
                    version.said().name(),
                    version.number(),
                    new Position(version.position()),
                    new Position(position()),
                    fault == null ? null : fault.toString(),
                    subjects.stream().map(this::row).toList());
        }

        private ProjectionRows.Row row(String subject) {
            return new ProjectionRows.Row(
                    subject, groups.values(subject, this::sees).stream().map(this::field).toList());
        }

        private ProjectionRows.Field field(Groups.Value value) {
            return new ProjectionRows.Field(
                    value.field().name(),
                    value.field().policy(),
                    value.choice().value(),
                    positions(value.choice().chosen()),
                    positions(value.candidates()),
                    Groups.isPicked(value) ? conflicts(value) : List.of());
        }

        private List<ProjectionRows.Conflict> conflicts(Groups.Value value) {
            Map<String, Candidate> last = new LinkedHashMap<>();
            EventIndex index = reading.states().index();
            value.candidates().forEach(each -> last.put(index.actor(each.position()), each));
            value.choice().chosen().forEach(each -> last.remove(index.actor(each.position())));
            List<ProjectionRows.Conflict> conflicts = new ArrayList<>();
            last.forEach((actor, each) -> {
                if (!each.value().equals(value.choice().value())) {
                    conflicts.add(
                            new ProjectionRows.Conflict(
                                    each.value(), new Position(each.position()), actor));
                }
            });
            return conflicts;
        }
    }

    private ProjectionReads() {}

    private static boolean visible(Reading reading, long at) {
        return reading.sees(at)
                && reading.vantage().scope().includes(reading.states().index().project(at));
    }

    private static List<Position> positions(List<Candidate> candidates) {
        return candidates.stream().map(each -> new Position(each.position())).toList();
    }

    /** Empty while it is being built. */
    static Optional<ProjectionRows> rows(
            Reading reading, String name, @Nullable String after, int most) {
        return seen(reading, name)
                .map(seen -> seen.of(seen.groups.subjects(after, most, seen::sees)));
    }

    /** Empty while it is being built. */
    static Optional<ProjectionRows> row(Reading reading, String name, String subject) {
        return seen(reading, name)
                .map(seen -> {
                    if (seen.groups.values(subject, seen::sees).isEmpty()) {
                        throw MemoryException.notFound(
                                "the projection "
                                        + name
                                        + " has no row of "
                                        + subject
                                        + " as of "
                                        + reading.position(),
                                "leave subject away to see which there are");
                    }
                    return seen.of(List.of(subject));
                });
    }

    private static Optional<Seen> seen(Reading reading, String name) {
        Projections.Version version =
                reading.states().projections().find(name, reading.position().value());
        if (version == null) {
            throw MemoryException.notFound(
                    "there is no projection " + name + " as of " + reading.position(),
                    "there are: "
                            + reading.states().projections().names(reading.position().value()));
        }
        Groups groups = version.built();
        if (groups == null) {
            version.want();
            return Optional.empty();
        }
        return Optional.of(new Seen(reading, version, groups, fault(reading, version, groups)));
    }

    private static Groups.@Nullable Fault fault(
            Reading reading, Projections.Version version, Groups groups) {
        return version.unreadable() != null
                ? version.unreadable()
                : groups.fault(at -> visible(reading, at));
    }

    static List<ProjectionStatus> all(Reading reading) {
        Projections projections = reading.states().projections();
        long end = reading.position().value();
        return projections.names(end).stream()
                .map(name -> status(reading, Objects.requireNonNull(projections.find(name, end))))
                .toList();
    }

    private static ProjectionStatus status(Reading reading, Projections.Version version) {
        Groups groups = version.built();
        Groups.Fault fault = groups == null ? null : fault(reading, version, groups);
        long end = reading.position().value();
        long folded =
                groups == null
                        ? Math.min(version.reached(), end)
                        : fault == null ? end : fault.position() - 1;
        return new ProjectionStatus(
                version.said().name(),
                version.number(),
                new Position(version.position()),
                version.said().template(),
                version.definition(),
                new Position(folded),
                end - folded,
                fault == null ? null : fault.toString());
    }
}
