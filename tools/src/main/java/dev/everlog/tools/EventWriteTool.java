package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.Consent;
import dev.everlog.memory.HideEvents;
import dev.everlog.memory.Ingest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes events of the caller's own making, and takes events out of sight and back. */
sealed interface EventWriteTool<A extends Answer> extends Tool<A> {
    @About(
            title = "Record events",
            effect = Effect.APPENDS,
            value = "Appends one event, or up to 1000 atomically.",
            example =
                    "{\"type\": \"order.shipped\", \"subject\": \"order/7\", \"data\": {\"carrier\": \"DHL\"}}")
    record IngestEvent(
            @Doc(value = "dotted, past tense, for instance order.shipped", listed = false)
                    @Nullable String type,
            @Doc("kind/id") @Nullable String subject,
            @Doc(value = "what happened", listed = false) @Nullable ObjectNode data,
            @Doc(value = "default now", listed = false) @Nullable When occurredAt,
            @Doc(value = "events of the subject before this one", listed = false)
                    @Nullable Long expectedVersion,
            @Doc(value = "what belongs together", listed = false) @Nullable String correlationId,
            @Doc(value = "what made it happen", listed = false) @Nullable String causationId,
            @Doc(value = "1 to 1000 instead of one, all or none", listed = false)
                    @Nullable List<NewEvent> events,
            @Flat WriteOptions write)
            implements EventWriteTool<Ingested> {
        public IngestEvent {
            boolean one = type != null && subject != null;
            if (one == (events != null)) {
                throw new IllegalArgumentException(
                        "give either type and subject of one event, or events");
            }
        }

        @Override
        public Ingested run(Call call) {
            var one =
                    new NewEvent(
                            requireNonNullElse(type, ""),
                            requireNonNullElse(subject, ""),
                            data,
                            occurredAt,
                            expectedVersion);
            var items =
                    requireNonNullElse(events, List.of(one)).stream()
                            .map(event -> event.item(call, correlationId, causationId))
                            .toList();
            return Ingested.of(call.memory().ingest(new Ingest(items), call.writer(write)));
        }
    }

    @About(
            title = "Hide events",
            effect = Effect.HIDES,
            value = "Hides events; restore_events undoes it. Previews first.",
            example = "{\"subjects\": [\"order/7\"], \"reason\": \"entered twice\"}")
    record DeleteEvents(
            @Doc(value = "handles, e1042", listed = false) @Nullable List<Handle> events,
            @Flat EventFilter filter,
            @Doc(value = "kept with the deletion", listed = false) String reason,
            @Doc(value = "default true", listed = false) @Nullable Boolean dryRun,
            @Doc(value = "from the dry run", listed = false) @Nullable String confirmToken,
            @Flat WriteOptions write)
            implements EventWriteTool<Hidden> {
        @Override
        public Hidden run(Call call) {
            var consent = new Consent(requireNonNullElse(dryRun, true), confirmToken);
            var request =
                    new HideEvents(
                            Handle.positions(events),
                            filter.orNull(call),
                            call.scope(write.project()),
                            reason,
                            consent);
            return Hidden.of(call.memory().hide(request, call.writer(write)), consent.dryRun());
        }
    }

    @About(
            title = "Restore events",
            effect = Effect.RESTORES,
            value = "Undoes delete_events or memory_forget.",
            example =
                    "{\"subjects\": [\"order/7\"], \"reason\": \"not entered twice\", \"dry_run\": true}")
    record RestoreEvents(
            @Doc(value = "the undo handle of a deletion, e1042", listed = false)
                    @Nullable Handle deletion,
            @Flat EventFilter filter,
            @Doc(value = "kept with it", listed = false) @Nullable String reason,
            @Doc(value = "only tell what would come back", listed = false) @Nullable Boolean dryRun,
            @Doc(value = "from the dry run", listed = false) @Nullable String confirmToken,
            @Flat WriteOptions write)
            implements EventWriteTool<Restored> {
        @Override
        public Restored run(Call call) {
            var consent = new Consent(requireNonNullElse(dryRun, false), confirmToken);
            var request =
                    new dev.everlog.memory.RestoreEvents(
                            deletion == null ? null : deletion.position(),
                            List.of(),
                            filter.orNull(call),
                            call.scope(write.project()),
                            requireNonNullElse(reason, WriteOptions.NO_REASON),
                            consent);
            return Restored.of(
                    call.memory().restore(request, call.writer(write)), consent.dryRun());
        }
    }
}
