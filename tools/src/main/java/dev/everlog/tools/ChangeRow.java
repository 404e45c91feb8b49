package dev.everlog.tools;

import dev.everlog.memory.AnalyzeChanges;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A difference, in the form of an operation of a JSON Patch (RFC 6902) with members of ours beside.
 *
 * @param op add, remove or replace
 * @param path JSON Pointer
 * @param value new; absent where something was removed
 * @param before old; absent where something was added, and in a patch
 * @param event handle of the event that made it; absent in a patch, as actor and time
 */
record ChangeRow(
        String subject,
        String op,
        String path,
        @Nullable JsonNode value,
        @Nullable JsonNode before,
        @Nullable String event,
        @Nullable String actor,
        @Nullable String at)
        implements Row<ChangeRow> {
    /** What was compared. */
    record Compared(String from, String to, int subjects, int changes, @Nullable String leftOut)
            implements Summary {
        @Override
        public String line() {
            return "%s of %s from %s to %s%s"
                    .formatted(
                            Counts.of(changes, "change"),
                            Counts.of(subjects, "subject"),
                            from,
                            to,
                            leftOut == null ? "" : "; " + leftOut);
        }
    }

    static Rows<ChangeRow> rows(AnalyzeChanges asked, boolean patch, Reader reader) {
        var result = asked.in(reader.memory(), reader.vantage());
        var compared =
                new Compared(
                        asked.from().toString(),
                        asked.to().toString(),
                        result.subjects(),
                        result.changes().size(),
                        result.cut() ? "more subjects changed: filter more" : null);
        return reader.rows(
                compared, Slice.of(result.changes()), patch ? ChangeRow::operation : ChangeRow::of);
    }

    private static ChangeRow of(AnalyzeChanges.Change change) {
        var difference = change.difference();
        return new ChangeRow(
                change.subject(),
                Names.constant(difference.op()),
                difference.path(),
                difference.after(),
                difference.before(),
                change.by().toString(),
                change.actor(),
                Times.utc(change.at()));
    }

    private static ChangeRow operation(AnalyzeChanges.Change change) {
        var row = of(change);
        return new ChangeRow(row.subject, row.op, row.path, row.value, null, null, null, null);
    }

    @Override
    public String line() {
        String where = Quoted.name(subject) + " " + op + " " + Quoted.name(path);
        return event == null || actor == null
                ? where + (value == null ? "" : " " + Quoted.json(value))
                : "%s %s -> %s by %s %s %s"
                        .formatted(
                                where, shown(before), shown(value), event, Quoted.name(actor), at);
    }

    private static String shown(@Nullable JsonNode value) {
        return value == null ? "nothing" : Quoted.json(value);
    }

    @Override
    public ChangeRow shortened(int characters) {
        return new ChangeRow(
                subject,
                op,
                path,
                Quoted.start(value, characters / 2),
                Quoted.start(before, characters / 2),
                event,
                actor,
                at);
    }
}
