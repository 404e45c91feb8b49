package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.Consent;
import dev.everlog.memory.Consolidate;
import dev.everlog.memory.Forget;
import dev.everlog.memory.History;
import dev.everlog.memory.KnowledgeMap;
import dev.everlog.memory.MemoryKind;
import dev.everlog.memory.PageRequest.Order;
import dev.everlog.memory.Provenance;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Validity;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Remembers and recalls. */
sealed interface MemoryTool<A extends Answer> extends Tool<A> {
    @About(
            title = "Remember",
            effect = Effect.APPENDS,
            value =
                    "Keeps anything worth knowing later, in plain words. Reports duplicates and contradictions.",
            example =
                    "{\"text\": \"Ada prefers tea\", \"about\": [\"person/ada\"], \"kind\": \"preference\"}")
    record MemoryRemember(
            @Doc(value = "in plain words", maxLength = Remember.MAX_TEXT, listed = false)
                    String text,
            @Doc(value = "names or subjects (person/ada)", listed = false)
                    @Nullable List<String> about,
            @Doc(value = "default note", listed = false) @Nullable MemoryKind kind,
            @Doc("your id; again replaces") @Nullable String key,
            @Doc(value = "default now", listed = false) @Nullable When occurredAt,
            @Doc(value = "who said it", listed = false) @Nullable String speaker,
            @Doc(value = "default: this one", listed = false) @Nullable String session,
            @Doc(value = "words to group by", listed = false) @Nullable List<String> tags,
            @Doc(value = "true from then on", listed = false) @Nullable When validFrom,
            @Doc(value = "true until then", listed = false) @Nullable When validTo,
            @Doc(value = "where it is from", listed = false) @Nullable String source,
            @Doc(value = "0..1", min = 0, max = 1, listed = false) @Nullable Double confidence,
            @Flat WriteOptions write)
            implements MemoryTool<Remembered> {
        @Override
        public Remembered run(Call call) {
            var request =
                    new Remember(
                            text,
                            kind,
                            about,
                            key,
                            call.from(occurredAt),
                            speaker,
                            tags,
                            new Validity(call.from(validFrom), call.from(validTo)),
                            source,
                            confidence);
            var writer = call.writer(write);
            return Remembered.of(
                    call.memory()
                            .remember(request, session == null ? writer : writer.session(session)));
        }
    }

    @About(
            title = "Recall",
            effect = Effect.READS,
            value = "Finds memories by meaning, words, graph and time. Call it before answering.",
            example =
                    "{\"query\": \"What does Ada like to drink?\", \"top_k\": 5, \"explain\": true}")
    record MemoryRecall(
            @Doc(value = "in plain words", listed = false) String query,
            @Doc(value = "only these", listed = false) @Nullable List<MemoryKind> kinds,
            @Doc(value = "linked to one of these: n17, subject, key or name", listed = false)
                    @Nullable List<String> about,
            @Doc(value = "first time of occurrence", listed = false) @Nullable When since,
            @Doc(value = "last time of occurrence", listed = false) @Nullable When until,
            @Doc(value = "only what was true then", listed = false) @Nullable When validAt,
            @Doc(value = "what recency is measured from", listed = false) @Nullable When now,
            @Doc(value = "steps in the graph", min = 0, max = 4, listed = false)
                    @Nullable Integer depth,
            @Doc(value = "rows on all pages", min = 1, max = 1000, listed = false)
                    @Nullable Integer topK,
            @Doc(value = "of the parts", listed = false) @Nullable Weights weights,
            @Doc(value = "why each was found", listed = false) @Nullable Boolean explain,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements MemoryTool<Rows<MemoryRow>> {
        @Override
        public Rows<MemoryRow> run(Call call) {
            return Question.of(this, Reader.of(call, read, list)).answer();
        }
    }

    @About(
            title = "Context",
            effect = Effect.READS,
            value =
                    "A block for a prompt: rules that hold, what answers the query, each with a handle to cite.",
            example = "{\"query\": \"plan breakfast for Ada\", \"tier\": \"l1\"}")
    record MemoryContext(
            @Doc(value = "question or task; none: the newest", listed = false)
                    @Nullable String query,
            @Doc(value = "how much, default l1: 300, 1000 or 2000 tokens", listed = false)
                    @Nullable Tier tier,
            @Doc(value = "only what was said after this event or time", listed = false)
                    @Nullable PointInLog since,
            @Flat ReadOptions read)
            implements MemoryTool<Rows<ContextRow>> {
        @Override
        public Rows<ContextRow> run(Call call) {
            var size = requireNonNullElse(tier, Tier.L1);
            var reader = Reader.of(call, read.atMost(size.tokens));
            return reader.block(new ContextBlock(this, reader, size).rows());
        }
    }

    @About(
            title = "Map of knowledge",
            effect = Effect.READS,
            value =
                    "What is known, compressed: domains, names, counts, links; the names of one domain.",
            example = "{\"domain\": \"person\"}")
    record MemoryIndex(
            @Doc(value = "a type of nodes, for instance person", listed = false)
                    @Nullable String domain,
            @Doc(value = "only what was true then", listed = false) @Nullable When validAt,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements MemoryTool<Rows<MapRow>> {
        @Override
        public Rows<MapRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            var vantage = reader.vantage(validAt);
            return domain == null
                    ? reader.rows(
                            null,
                            Slice.of(reader.memory().read(vantage, KnowledgeMap::domains)),
                            MapRow::of)
                    : reader.rows(
                            null,
                            Slice.of(
                                    reader.memory()
                                            .read(
                                                    vantage,
                                                    reading ->
                                                            KnowledgeMap.entries(reading, domain))),
                            MapRow::of);
        }
    }

    @About(
            title = "Forget",
            effect = Effect.HIDES,
            value = "Hides memories, nodes or edges, or erases their data. Previews first.",
            example = "{\"memory\": \"tea\", \"reason\": \"no longer true\"}")
    record MemoryForget(
            @Doc(value = "n17 or key", listed = false) @Nullable String memory,
            @Doc(value = "n17, subject or name", listed = false) @Nullable String node,
            @Doc(value = "e1042", listed = false) @Nullable String edge,
            @Doc(value = "the memories with these words, at most 20", listed = false)
                    @Nullable String query,
            @Doc(value = "kept with it", listed = false) @Nullable String reason,
            @Doc(value = "default hide", listed = false) @Nullable DeleteMode mode,
            @Doc(value = "memories about it too", listed = false) @Nullable Boolean cascade,
            @Doc(value = "default true", listed = false) @Nullable Boolean dryRun,
            @Doc(value = "from the dry run", listed = false) @Nullable String confirmToken,
            @Flat WriteOptions write)
            implements MemoryTool<Forgotten> {
        @Override
        public Forgotten run(Call call) {
            var consent = new Consent(requireNonNullElse(dryRun, true), confirmToken);
            var request =
                    new Forget(
                            Targets.of(this, call),
                            requireNonNullElse(reason, WriteOptions.NO_REASON),
                            requireNonNullElse(cascade, false),
                            call.scope(write.project()),
                            consent);
            if (mode == DeleteMode.ERASE) {
                return Erasing.of(call, consent, write).things(request);
            }
            return Forgotten.of(call.memory().forget(request, call.writer(write)));
        }
    }

    @About(
            title = "History",
            effect = Effect.READS,
            value = "All versions of a memory, node or edge, and who changed what.",
            example = "{\"node\": \"tea\"}")
    record MemoryHistory(
            @Doc(value = "n17, subject, key or name; an edge: e1042", listed = false) String node,
            @Doc(value = "default asc", listed = false) @Nullable Order order,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements MemoryTool<Rows<VersionRow>> {
        @Override
        public Rows<VersionRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            var lives = Lives.of(new History(node), reader);
            return reader.rows(
                    lives,
                    lives.versions(reader, requireNonNullElse(order, Order.ASC)),
                    VersionRow::of);
        }
    }

    @About(
            title = "Provenance",
            effect = Effect.READS,
            value =
                    "Why a memory or node is believed: each field's value, other candidates, who said it and when.",
            example = "{\"node\": \"person/ada\", \"field\": \"city\"}")
    record MemoryProvenance(
            @Doc(value = "n17, subject, key or name", listed = false) String node,
            @Doc(value = "name, type, text or a property; default all", listed = false)
                    @Nullable String field,
            @Doc(value = "choose of what was true then", listed = false) @Nullable When validAt,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements MemoryTool<Rows<OriginRow>> {
        @Override
        public Rows<OriginRow> run(Call call) {
            call.awaitLedger();
            var reader = Reader.of(call, read, list);
            var request = new Provenance(node, field);
            var found = reader.memory().provenance(request, reader.vantage(validAt));
            return reader.rows(OriginHead.of(found), Slice.of(found.candidates()), OriginRow::of);
        }
    }

    @About(
            title = "Consolidate",
            effect = Effect.HIDES,
            value =
                    "Proposes to merge duplicates, settle contradictions, retire the stale; applies them with"
                            + " dry_run=false.",
            example = "{\"kinds\": [\"duplicates\"]}")
    record MemoryConsolidate(
            @Doc(value = "only what concerns this: n17, subject, key or name", listed = false)
                    @Nullable String scope,
            @Doc(value = "default all", listed = false) @Nullable List<Consolidate.Kind> kinds,
            @Doc(value = "ids of proposals, default all shown", listed = false)
                    @Nullable List<String> apply,
            @Doc(value = "proposals, default 20", min = 1, max = 100, listed = false)
                    @Nullable Integer limit,
            @Doc(value = "default true", listed = false) @Nullable Boolean dryRun,
            @Doc(value = "from the dry run", listed = false) @Nullable String confirmToken,
            @Doc(value = "proposals of then: a position (e1042) or a time", listed = false)
                    @Nullable PointInLog asOf,
            @Flat WriteOptions write)
            implements MemoryTool<Consolidated> {
        public MemoryConsolidate {
            if (asOf != null && Boolean.FALSE.equals(dryRun)) {
                throw new IllegalArgumentException(
                        "as_of is for looking: the past cannot be put in order; leave it away");
            }
        }

        @Override
        public Consolidated run(Call call) {
            var consent = new Consent(requireNonNullElse(dryRun, true), confirmToken);
            var reader = Reader.of(call, new ReadOptions(write.project(), asOf, null, null));
            var request = request(reader, consent);
            return Consolidated.of(
                    consent.dryRun()
                            ? request.preview(call.memory(), reader.vantage())
                            : request.in(call.memory(), call.writer(write)),
                    consent.dryRun());
        }

        private Consolidate request(Reader reader, Consent consent) {
            return new Consolidate(
                    scope,
                    Set.copyOf(requireNonNullElse(kinds, List.of())),
                    requireNonNullElse(apply, List.of()),
                    requireNonNullElse(limit, ListOptions.DEFAULT_LIMIT),
                    reader.scope(),
                    reader.present(),
                    consent);
        }
    }

    @About(
            title = "Memory counts",
            effect = Effect.READS,
            value = "Counts memories, nodes, edges; index coverage.",
            example = "{}")
    record MemoryStats(@Flat ReadOptions read) implements MemoryTool<MemoryStatistics> {
        @Override
        public MemoryStatistics run(Call call) {
            var reader = Reader.of(call, read);
            var coverage = call.recall().coverage(reader.vantage());
            return MemoryStatistics.of(
                    reader.memory().memoryStats(reader.vantage()), coverage, reader);
        }
    }
}
