package dev.everlog.tools;

import dev.everlog.memory.History;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One version of a memory, node or edge.
 *
 * @param hiddenBy handle of the act that hides this version, whose content is then withheld
 */
record VersionRow(
        String handle,
        @Nullable String type,
        @Nullable String occurredAt,
        @Nullable String recordedAt,
        @Nullable String actor,
        @Nullable String session,
        List<Change> changes,
        @Nullable String hiddenBy)
        implements Row<VersionRow> {
    /** @param before null if it was absent, after null if it is gone */
    record Change(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
        String words() {
            return Quoted.name(path)
                    + " "
                    + (before == null ? "" : Quoted.json(before) + " ")
                    + "-> "
                    + (after == null ? "gone" : Quoted.json(after));
        }

        Change shortened(int characters) {
            return new Change(
                    path, Quoted.start(before, characters), Quoted.start(after, characters));
        }
    }

    static VersionRow of(History.Version version) {
        var stored = version.event();
        var changes =
                version.differences().stream()
                        .map(difference ->
                                new Change(
                                        difference.path(), difference.before(), difference.after()))
                        .toList();
        return new VersionRow(
                version.position().toString(),
                stored == null ? null : stored.type(),
                stored == null ? null : Times.utc(stored.event().occurredAt()),
                stored == null ? null : Times.utc(stored.recordedAt()),
                stored == null ? null : stored.event().origin().actor(),
                stored == null ? null : stored.event().origin().session(),
                changes,
                version.hiddenBy() == null ? null : version.hiddenBy().toString());
    }

    @Override
    public String line() {
        if (hiddenBy != null) {
            return handle + " hidden by " + hiddenBy;
        }
        String who =
                recordedAt == null
                        ? ""
                        : " "
                                + recordedAt
                                + " "
                                + type
                                + " by "
                                + Quoted.name(actor == null ? "" : actor);
        return handle
                + who
                + ": "
                + changes.stream().map(Change::words).collect(Collectors.joining("; "));
    }

    @Override
    public VersionRow shortened(int characters) {
        int each = Math.max(characters / Math.max(2 * changes.size(), 1), 1);
        return new VersionRow(
                handle,
                type,
                occurredAt,
                recordedAt,
                actor,
                session,
                changes.stream().map(change -> change.shortened(each)).toList(),
                hiddenBy);
    }
}
