package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.Consent;
import dev.everlog.memory.HideEvents;
import dev.everlog.memory.Ingest;
import dev.everlog.memory.moving.ImportFormat;
import dev.everlog.memory.moving.ImportRequest;
import dev.everlog.memory.moving.Importing;
import dev.everlog.memory.moving.Input;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            title = "Import events",
            effect = Effect.APPENDS,
            value =
                    "Takes in rows of others, each once: times stay, ids too. Memories of other servers become memories and"
                            + " nodes. Previews first; a broken call goes on when repeated.",
            example =
                    "{\"format\": \"jsonl\", \"data\": \"{\\\"type\\\": \\\"order.packed\\\", \\\"subject\\\": \\\"order/7\\\","
                            + " \\\"occurred_at\\\": \\\"2026-03-01T12:00:00Z\\\"}\"}")
    record ImportEvents(
            @Doc(value = "of the rows", listed = false) ImportFormat format,
            @Doc(value = "the rows", listed = false) @Nullable String data,
            @Doc(value = "instead of data: name in the folder exchange", listed = false)
                    @Nullable String file,
            @Doc("{\"subject\": \"user/{user_id}\"}") @Nullable ObjectNode mapping,
            @Doc(value = "default skip; refuse imports nothing then", listed = false)
                    ImportRequest.@Nullable OnDuplicate onDuplicate,
            @Doc(value = "default true", listed = false) @Nullable Boolean dryRun,
            @Doc(value = "from the dry run", listed = false) @Nullable String confirmToken,
            @Flat WriteOptions write)
            implements EventWriteTool<Imported> {
        public ImportEvents {
            if ((data == null) == (file == null)) {
                throw new IllegalArgumentException("give either data or the name of a file");
            }
        }

        @Override
        public Imported run(Call call) {
            var request =
                    new ImportRequest(
                            input(call),
                            format,
                            templates(mapping),
                            requireNonNullElse(onDuplicate, ImportRequest.OnDuplicate.SKIP),
                            new Consent(requireNonNullElse(dryRun, true), confirmToken));
            var importing = new Importing(call.memory(), call.writer(write), call.now());
            return Imported.of(importing.run(request, call.session().progress()));
        }

        private Input input(Call call) {
            return file == null
                    ? new Input.Inline(requireNonNullElse(data, ""))
                    : call.session().exchange().get().input(file);
        }
    }

    @About(
            title = "Export events",
            effect = Effect.READS,
            value =
                    "Events in order of position, as import takes them (markdown: for people). to_file writes all of them.",
            example = "{\"subjects\": [\"order/7\"], \"limit\": 5}")
    record ExportEvents(
            @Flat EventFilter filter,
            @Doc(value = "default jsonl; parquet is a file only", listed = false)
                    @Nullable ExportForm format,
            @Doc(value = "name of a new file in the folder exchange", listed = false)
                    @Nullable String toFile,
            @Flat ListOptions list,
            @Doc(value = "default: the client's project; * for all", listed = false)
                    @Nullable String project,
            @Doc(value = "what was known then: a position (e1042) or a time", listed = false)
                    @Nullable PointInLog asOf,
            @Doc(value = "of the answer, default 2000", min = 100, max = 25_000, listed = false)
                    @Nullable Integer maxTokens)
            implements EventWriteTool<Answer> {
        public ExportEvents {
            if (format == ExportForm.PARQUET && toFile == null) {
                throw new IllegalArgumentException("parquet is no text: give to_file a name");
            }
        }

        @Override
        public Answer run(Call call) {
            var form = requireNonNullElse(format, ExportForm.JSONL);
            var shown = form == ExportForm.JSON ? Format.JSON : Format.TEXT;
            var options = new ReadOptions(project, asOf, maxTokens, shown);
            var reader = Reader.of(call, options, list);
            var query = filter.query(reader.call(), List.of(), null, null);
            return toFile == null
                    ? ExportRow.rows(form.format(), query, reader)
                    : Exported.write(toFile, form.format(), query, reader);
        }
    }

    @About(
            title = "Delete events",
            effect = Effect.HIDES,
            value =
                    "Hides events, or erases their data for ever; with session or written_after/until undoes that work,"
                            + " its deletions too. Previews first.",
            example = "{\"subjects\": [\"order/7\"], \"reason\": \"entered twice\"}")
    record DeleteEvents(
            @Doc(value = "handles, e1042", listed = false) @Nullable List<Handle> events,
            @Flat EventFilter filter,
            @Flat WorkSpan work,
            @Doc(value = "kept with the deletion", listed = false) String reason,
            @Doc(value = "default hide", listed = false) @Nullable DeleteMode mode,
            @Doc(value = "default true", listed = false) @Nullable Boolean dryRun,
            @Doc(value = "from the dry run", listed = false) @Nullable String confirmToken,
            @Flat WriteOptions write)
            implements EventWriteTool<Hidden> {
        @Override
        public Hidden run(Call call) {
            var consent = new Consent(requireNonNullElse(dryRun, true), confirmToken);
            if (mode == DeleteMode.ERASE) {
                return Erasing.of(call, consent, write).events(this);
            }
            var writer = call.writer(write);
            if (!work.isEmpty()) {
                var undo = work.request(this, call, consent);
                return Hidden.of(undo.in(call.memory(), writer), consent.dryRun());
            }
            var request =
                    new HideEvents(
                            Handle.positions(events),
                            filter.orNull(call),
                            call.scope(write.project()),
                            reason,
                            consent);
            return Hidden.of(call.memory().hide(request, writer), consent.dryRun());
        }
    }

    @About(
            title = "Restore events",
            effect = Effect.RESTORES,
            value = "Undoes delete_events, memory_forget, memory_consolidate.",
            example =
                    "{\"subjects\": [\"order/7\"], \"reason\": \"not entered twice\", \"dry_run\": true}")
    record RestoreEvents(
            @Doc(value = "the undo handle of a deletion, e1042", listed = false)
                    @Nullable Handle deletion,
            @Flat EventFilter filter,
            @Doc(value = "kept with it", listed = false) @Nullable String reason,
            @Doc(value = "default true but for a deletion", listed = false)
                    @Nullable Boolean dryRun,
            @Doc(value = "from the dry run", listed = false) @Nullable String confirmToken,
            @Flat WriteOptions write)
            implements EventWriteTool<Restored> {
        @Override
        public Restored run(Call call) {
            var consent = new Consent(requireNonNullElse(dryRun, deletion == null), confirmToken);
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

    private static Map<String, String> templates(@Nullable ObjectNode mapping) {
        var templates = new LinkedHashMap<String, String>();
        if (mapping != null) {
            mapping.forEachEntry((field, template) ->
                    templates.put(field, template.asString(template.toString())));
        }
        return templates;
    }
}
