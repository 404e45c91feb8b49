package dev.everlog.tools;

import dev.everlog.memory.Reconstruct;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The state of a subject and what it was made of, cut to the budget by whole properties, then by whole events.
 *
 * @param applied events that made it
 * @param hidden events that were left out since they are hidden
 * @param last handle of the last event that made it
 * @param propertiesLeftOut of the state, by the budget; null for none
 * @param history oldest first; null if it was not asked for
 * @param historyLeftOut older events, by the budget; null for none
 */
record SubjectState(
        String subject,
        long version,
        long position,
        String project,
        int applied,
        int hidden,
        String last,
        ObjectNode state,
        @Nullable Integer propertiesLeftOut,
        @Nullable List<EventRow> history,
        @Nullable Integer historyLeftOut)
        implements Answer {

    static SubjectState of(Reconstruct.Result result, boolean withHistory, Reader reader) {
        var properties = result.state().properties().stream().map(Property::of).toList();
        var shown = reader.budget().fit(properties, null);
        var state = Json.MAPPER.createObjectNode();
        shown.forEach(property -> state.set(property.name(), property.value()));
        var events = withHistory ? latest(result, reader.budget().without(shown)) : null;
        return new SubjectState(
                result.subject(),
                result.version(),
                reader.position().value(),
                reader.scope().toString(),
                result.applied(),
                result.hidden(),
                result.last().toString(),
                state,
                leftOut(properties.size() - shown.size()),
                events,
                events == null ? null : leftOut(result.applied() - events.size()));
    }

    /** The newest that fit, oldest first. */
    private static List<EventRow> latest(Reconstruct.Result result, Budget budget) {
        var newestFirst = result.history().reversed().stream().map(EventRow::of).toList();
        return new ArrayList<>(budget.fit(newestFirst, null)).reversed();
    }

    private static @Nullable Integer leftOut(int count) {
        return count == 0 ? null : count;
    }

    @Override
    public String text() {
        var lines = new Lines();
        lines.add(
                "%s v%d as of e%d, from %s, last %s%s, project %s %s"
                        .formatted(
                                Quoted.name(subject),
                                version,
                                position,
                                Counts.of(applied, "event"),
                                last,
                                hidden == 0 ? "" : ", without " + hidden + " hidden",
                                Quoted.name(project),
                                Rows.FRAME));
        state.properties().forEach(property -> lines.add(Property.of(property).line()));
        lines.add(propertiesLeftOut, count -> count + " more properties: raise max_tokens");
        lines.add(history, events -> "made by:");
        lines.add(
                historyLeftOut,
                count -> count + " older events: raise max_tokens, or page through event_timeline");
        if (history != null) {
            history.forEach(event -> lines.add(event.line()));
        }
        return lines.toString();
    }
}
