package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.custom.SchemaMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules of taking in events from elsewhere. Pure. */
final class DecideImport {
    private static final ImportBatch.Answer IMPORTED =
            new ImportBatch.Answer(ImportBatch.Outcome.IMPORTED, "");
    private static final ImportBatch.Answer DUPLICATE =
            new ImportBatch.Answer(ImportBatch.Outcome.DUPLICATE, "");

    /** What is to be done with each event. */
    private record Plan(List<ImportBatch.Answer> answers, List<Mismatch> warnings) {}

    private final Reading reading;
    private final Map<UUID, StoredEvent> known;
    private final Map<UUID, Ingest.Item> met = new HashMap<>();

    private DecideImport(Reading reading, Map<UUID, StoredEvent> known) {
        this.reading = reading;
        this.known = known;
    }

    /**
     * What is to be appended.
     *
     * @param known events of the log with ids of the batch
     */
    static Decision decide(
            Reading reading,
            ImportBatch batch,
            Map<UUID, StoredEvent> known,
            Writer writer,
            Instant now) {
        List<ImportBatch.Answer> answers = new DecideImport(reading, known).plan(batch).answers;
        List<Decision.Draft> drafts = new ArrayList<>();
        Set<String> rules = new HashSet<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).outcome() == ImportBatch.Outcome.IMPORTED) {
                ImportBatch.Item item = batch.events().get(i);
                drafts.add(DecideIngest.draft(item.event(), now).by(item.writer(writer)));
                rules.add(MemoryEvent.schemaSubject(item.event().type()));
            }
        }
        return new Decision(drafts, new AppendCondition.Unchanged(rules, reading.position()));
    }

    /**
     * The answer.
     *
     * @param before as of before it was written
     */
    static ImportBatch.Result answer(
            Optional<Written> written,
            Reading before,
            ImportBatch batch,
            Map<UUID, StoredEvent> known) {
        Plan plan = new DecideImport(before, known).plan(batch);
        return new ImportBatch.Result(
                written.map(Written::receipt).orElse(null), plan.answers, plan.warnings);
    }

    private Plan plan(ImportBatch batch) {
        List<ImportBatch.Answer> answers = new ArrayList<>();
        List<Mismatch> warnings = new ArrayList<>();
        for (int i = 0; i < batch.events().size(); i++) {
            Ingest.Item event = batch.events().get(i).event();
            ImportBatch.Answer answer = repeated(event);
            Mismatch mismatch = answer == null ? Mismatch.find(reading, i, event) : null;
            if (mismatch != null && mismatch.mode() == SchemaMode.ENFORCE) {
                answer = refused(mismatch.what());
            } else if (mismatch != null) {
                warnings.add(mismatch);
            }
            answers.add(Objects.requireNonNullElse(answer, IMPORTED));
        }
        return new Plan(answers, warnings);
    }

    private ImportBatch.@Nullable Answer repeated(Ingest.Item event) {
        UUID id = Objects.requireNonNull(event.id());
        StoredEvent there = known.get(id);
        if (there != null && !there.position().isAfter(reading.position())) {
            return against(there, event);
        }
        Ingest.Item first = met.putIfAbsent(id, event);
        if (first == null) {
            return null;
        }
        return first.type().equals(event.type())
                        && first.subject().equals(event.subject())
                        && first.data().equals(event.data())
                ? DUPLICATE
                : refused("another event of this file has the id " + id);
    }

    private static ImportBatch.Answer against(StoredEvent there, Ingest.Item event) {
        if (there.isErased()) {
            return refused(there.position() + " is this event, and its data were erased here");
        }
        boolean same =
                there.type().equals(event.type())
                        && there.subject().equals(event.subject())
                        && Json.object(there.data()).equals(event.data());
        return same
                ? DUPLICATE
                : refused(there.position() + " has the id " + event.id() + " and is another event");
    }

    private static ImportBatch.Answer refused(String why) {
        return new ImportBatch.Answer(ImportBatch.Outcome.REFUSED, why);
    }
}
