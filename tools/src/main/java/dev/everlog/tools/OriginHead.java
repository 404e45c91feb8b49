package dev.everlog.tools;

import dev.everlog.memory.Provenance;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Of what a provenance is, and to whom it was served: the same on every page.
 *
 * @param served the newest first; null where there is none
 * @param servedMore how often besides; null for never
 */
record OriginHead(
        String handle,
        String subject,
        @Nullable List<ServedRow> served,
        @Nullable Integer servedMore)
        implements Summary {
    /**
     * One answer with a version of it.
     *
     * @param entry the event that says so
     * @param version the event that brought what was served
     * @param asOf what the answer knew
     * @param rank place in the answer, from 1
     */
    record ServedRow(
            String entry,
            String at,
            String actor,
            @Nullable String session,
            String tool,
            @Nullable String question,
            String version,
            String asOf,
            int rank) {
        static ServedRow of(Provenance.ServedTo served) {
            var serving = served.serving();
            return new ServedRow(
                    serving.entry().toString(),
                    Times.utc(serving.when()),
                    serving.to(),
                    serving.session(),
                    serving.tool(),
                    serving.question(),
                    served.version().toString(),
                    serving.at().toString(),
                    served.rank());
        }

        String line() {
            return "served "
                    + version
                    + " as #"
                    + rank
                    + " by "
                    + entry
                    + " "
                    + at
                    + " to "
                    + Quoted.name(actor)
                    + (session == null ? "" : " in " + Quoted.name(session))
                    + " as of "
                    + asOf
                    + ": "
                    + Quoted.name(tool)
                    + (question == null
                            ? ""
                            : " " + Quoted.data(Quoted.start(question, CHARACTERS)));
        }
    }

    /** Characters of a question that are enough to recognise it. */
    private static final int CHARACTERS = 160;

    static OriginHead of(Provenance.Result found) {
        var served = found.served().stream().map(ServedRow::of).toList();
        int more = found.times() - served.size();
        return new OriginHead(
                found.handle(),
                found.key(),
                served.isEmpty() ? null : served,
                more <= 0 ? null : more);
    }

    @Override
    public String line() {
        var lines = Stream.ofNullable(served).flatMap(List::stream).map(ServedRow::line);
        var more =
                Stream.ofNullable(servedMore)
                        .map(count ->
                                "served "
                                        + count
                                        + " times more: query_events with types=[\"log.recall_served\"] tells each");
        return Stream.of(
                        Stream.of("history of " + handle + " " + Quoted.name(subject)), lines, more)
                .flatMap(all -> all)
                .collect(Collectors.joining("\n"));
    }
}
