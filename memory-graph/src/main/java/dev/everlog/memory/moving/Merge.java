package dev.everlog.memory.moving;

import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.memory.AddEdge;
import dev.everlog.memory.ImportBatch;
import dev.everlog.memory.Memory;
import dev.everlog.memory.MemoryException;
import dev.everlog.memory.Mismatch;
import dev.everlog.memory.Receipt;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows into a memory that may hold anything: events in batches, each all or none, other things one by one. What
 * has arrived before is known by its id, or as a request by its content. One thread.
 */
final class Merge {
    /** Rows of one batch: enough that the flush of each costs little beside them, few enough to tell of progress. */
    private static final int BATCH_ROWS = Steps.EVERY;

    /** Characters of data in one batch: well below what a frame takes. */
    private static final int BATCH_CHARACTERS = 1 << 20;

    private final Memory memory;
    private final Writer writer;
    private final boolean dryRun;
    private final Tally tally;
    private final Steps progress;
    private final List<Entry.OfEvent> batch = new ArrayList<>();
    private int batchCharacters;
    private int batches;
    private final Map<String, String> nodes = new HashMap<>();
    private final Set<UUID> seen = new HashSet<>();

    /** @param dryRun only count */
    Merge(Memory memory, Writer writer, boolean dryRun, Tally tally, Progress progress) {
        this.memory = memory;
        this.writer = writer;
        this.dryRun = dryRun;
        this.tally = tally;
        this.progress = new Steps(progress);
    }

    void take(Entry entry) {
        switch (entry) {
            case Entry.Refused(long line, String why) -> tally.refused(line, why);
            case Entry.OfThings row -> things(row);
            case Entry.OfEvent row -> event(row);
        }
    }

    /** Appends the last ones. */
    void end() {
        if (!batch.isEmpty()) {
            append();
        }
        progress.at(tally.rows());
    }

    private void event(Entry.OfEvent row) {
        if (dryRun && !seen.add(Objects.requireNonNull(row.event().event().id()))) {
            tally.duplicate(row.line());
            return;
        }
        int characters = row.event().event().data().toString().length();
        if (batch.size() == BATCH_ROWS || batchCharacters + characters > BATCH_CHARACTERS) {
            end();
        }
        batch.add(row);
        batchCharacters += characters;
    }

    private void append() {
        List<ImportBatch.Item> items = batch.stream().map(Entry.OfEvent::event).toList();
        batches++;
        ImportBatch.Result result =
                memory.importEvents(new ImportBatch(items, dryRun), writer(batches));
        for (int i = 0; i < items.size(); i++) {
            ImportBatch.Answer answer = result.answers().get(i);
            long line = batch.get(i).line();
            switch (answer.outcome()) {
                case IMPORTED -> tally.imported(line);
                case DUPLICATE -> tally.duplicate(line);
                case REFUSED -> tally.refused(line, answer.why());
            }
        }
        for (Mismatch mismatch : result.warnings()) {
            tally.warned(batch.get(mismatch.index()).line(), mismatch.what());
        }
        appended(result.receipt());
        batch.clear();
        batchCharacters = 0;
    }

    private void appended(@Nullable Receipt receipt) {
        if (receipt != null) {
            tally.appended(receipt);
        }
    }

    /** Each batch is a request of its own, the first under the name that the caller gave. */
    private Writer writer(int number) {
        IdempotencyKey key = writer.idempotencyKey();
        return key == null || number == 1
                ? writer
                : writer.idempotencyKey(
                        new IdempotencyKey(digest(key.key() + number), key.requestDigest()));
    }

    private void things(Entry.OfThings row) {
        boolean fresh = false;
        try {
            for (Entry.Thing thing : row.things()) {
                fresh |= take(thing);
            }
        } catch (MemoryException e) {
            if (!isOfTheRow(e.kind())) {
                throw e;
            }
            tally.refused(row.line(), String.valueOf(e.getMessage()));
            return;
        }
        if (fresh) {
            tally.imported(row.line());
        } else {
            tally.duplicate(row.line());
        }
        progress.at(tally.rows());
    }

    private static boolean isOfTheRow(MemoryException.Kind kind) {
        return switch (kind) {
            case INVALID, NOT_FOUND, CONFLICT, AMBIGUOUS, LIMIT, UNREADABLE -> true;
            case BUSY, UNAVAILABLE, BROKEN -> false;
        };
    }

    /** Whether it was not there. */
    private boolean take(Entry.Thing thing) {
        String name = digest(writer.project() + " " + thing);
        Writer request = writer.idempotencyKey(new IdempotencyKey(name, name));
        return switch (thing) {
            case Entry.NewEvent(ImportBatch.Item event) -> event(event);
            case Entry.NewNode node when dryRun -> {
                nodes.put(node.name(), node.name());
                yield !memory.isDone(name);
            }
            case Entry.NewNode(String called, var node) -> {
                var result = memory.addNode(node, request);
                nodes.put(called, result.node().key());
                yield isNew(result.receipt());
            }
            case Entry.NewMemory said when dryRun -> !memory.isDone(name);
            case Entry.NewMemory(Remember said, String about) ->
                    isNew(memory.remember(about(said, about), request).receipt());
            case Entry.NewEdge(AddEdge edge) when dryRun -> {
                requireKnown(edge.source());
                requireKnown(edge.target());
                yield !memory.isDone(name);
            }
            case Entry.NewEdge(AddEdge edge) ->
                    isNew(memory.addEdge(between(edge), request).receipt());
        };
    }

    private boolean event(ImportBatch.Item event) {
        var result = memory.importEvents(new ImportBatch(List.of(event), dryRun), withoutName());
        ImportBatch.Answer answer = result.answers().getFirst();
        if (answer.outcome() == ImportBatch.Outcome.REFUSED) {
            throw new MemoryException(MemoryException.Kind.CONFLICT, answer.why(), "");
        }
        appended(result.receipt());
        return answer.outcome() == ImportBatch.Outcome.IMPORTED;
    }

    private Writer withoutName() {
        return writer.idempotencyKey(null);
    }

    private boolean isNew(Receipt receipt) {
        tally.appended(receipt);
        return !receipt.duplicate();
    }

    private void requireKnown(String name) {
        if (!nodes.containsKey(name)) {
            var _ = memory.read(Vantage.NOW, reading -> reading.resolve(name));
        }
    }

    private Remember about(Remember said, @Nullable String name) {
        return name == null
                ? said
                : new Remember(
                        said.text(),
                        said.kind(),
                        List.of(nodes.getOrDefault(name, name)),
                        said.key(),
                        said.occurredAt(),
                        said.speaker(),
                        said.tags(),
                        said.validity(),
                        said.source(),
                        said.confidence());
    }

    private AddEdge between(AddEdge edge) {
        return new AddEdge(
                nodes.getOrDefault(edge.source(), edge.source()),
                nodes.getOrDefault(edge.target(), edge.target()),
                edge.relation(),
                edge.properties(),
                edge.weight(),
                edge.validity(),
                edge.functional());
    }

    private static String digest(String text) {
        return "import " + Sha256.hex(text).substring(0, 40);
    }
}
