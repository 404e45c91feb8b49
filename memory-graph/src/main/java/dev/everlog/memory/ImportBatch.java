package dev.everlog.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that come from elsewhere: those that are there already are passed over, those that cannot be taken are refused
 * one by one, and the others are appended together. Immutable.
 *
 * @param events 1 to {@link Ingest#MAX_EVENTS}; each has an id, by which it is known again
 * @param dryRun only tell
 */
public record ImportBatch(List<Item> events, boolean dryRun) {
    /**
     * One event, and who is said to have written it.
     *
     * @param actor null for who imports
     * @param session null for that of who imports
     * @param project null for that of who imports
     */
    public record Item(
            Ingest.Item event,
            @Nullable String actor,
            @Nullable String session,
            @Nullable String project) {
        public Item {
            Checks.line("actor", actor, Remember.MAX_LINE);
            Checks.line("session", session, Remember.MAX_LINE);
            Checks.line("project", project, Remember.MAX_LINE * 5);
        }

        Writer writer(Writer importer) {
            return new Writer(
                    actor == null ? importer.actor() : actor,
                    session == null ? importer.session() : session,
                    project == null ? importer.project() : project,
                    null,
                    null,
                    null);
        }
    }

    public ImportBatch {
        events = List.copyOf(events);
        Checks.count("events", events, 1, Ingest.MAX_EVENTS);
        if (events.stream().anyMatch(item -> item.event().id() == null)) {
            throw new IllegalArgumentException("an event to be imported needs an id");
        }
    }

    /** What becomes of one event. */
    public enum Outcome {
        IMPORTED,
        /** The same event is there, or comes twice. */
        DUPLICATE,
        REFUSED
    }

    /**
     * The answer to one event.
     *
     * @param why empty unless it is refused
     */
    public record Answer(Outcome outcome, String why) {}

    /**
     * The answer.
     *
     * @param receipt null if nothing was appended
     * @param answers in the order of the events
     * @param warnings events that do not match the schema of their type, where it only warns
     */
    public record Result(
            @Nullable Receipt receipt, List<Answer> answers, List<Mismatch> warnings) {}
}
