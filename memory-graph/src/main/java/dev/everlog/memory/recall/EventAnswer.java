package dev.everlog.memory.recall;

import dev.everlog.embeddings.Vector;
import dev.everlog.eventlog.Position;
import dev.everlog.memory.Reading;
import dev.everlog.memory.recall.Fusion.Ranked;
import dev.everlog.memory.recall.RecallRequest.Weights;
import dev.everlog.memory.recall.Recalled.Hit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question for events, in one reading. First the filter, for all events, then the ranking of the texts that these
 * have: so the best of few are found as surely as the best of all. What the ledger wrote down is found only by who asks
 * for its type: it repeats what was asked, so it would answer each question with the question.
 */
final class EventAnswer {
    private final EventQuestion asked;
    private final Reading reading;
    private final EventTexts all;
    private final BitSet events = new BitSet(); // positions minus one, of those that may be found
    private final BitSet texts; // that these have

    /** O(events), and a read of the log for each that a condition on data has to be held against. */
    EventAnswer(EventQuestion asked, Reading reading, EventTexts all) {
        this.asked = asked;
        this.reading = reading;
        this.all = all;
        reading.matching(asked.events())
                .filter(at -> !asked.events().types().isEmpty() || !reading.isServing(at))
                .forEach(at -> events.set(Math.toIntExact(at - 1)));
        this.texts = all.wordings().texts(events);
    }

    FoundEvents similar(Vector pattern, double least, @Nullable String degraded) {
        var near =
                SimilarTexts.scored(all.byMeaning(pattern, asked.limit(), texts)).stream()
                        .filter(hit -> hit.score() >= least)
                        .toList();
        return found(near, degraded);
    }

    FoundEvents search(QuestionVector question, Weights weights) {
        int atMost = Math.max(Scale.CANDIDATES, asked.limit());
        BitSet embedded = all.embedded(); // before the search, which then knows these at least
        List<Ranked> byMeaning =
                question.vector() == null
                        ? null
                        : all.byMeaning(question.vector(), atMost, texts).stream()
                                .map(hit -> new Ranked(hit.ordinal(), hit.cosine()))
                                .toList();
        int known = all.wordings().texts(reading.position());
        List<Ranked> byWords =
                all.byWords(asked.query(), atMost, known, texts).stream()
                        .map(hit -> new Ranked(hit.ordinal(), hit.score()))
                        .toList();
        Fusion fusion = new Fusion();
        fusion.addFound(weights, byMeaning, byWords, text -> !embedded.get(text));
        return found(fusion.best(atMost), question.degraded());
    }

    /** @param best texts */
    private FoundEvents found(List<Hit> best, @Nullable String degraded) {
        List<FoundEvents.Hit> hits = new ArrayList<>();
        for (Hit text : best) {
            int left = asked.limit() - hits.size();
            for (Position event : all.wordings().with(text.ordinal(), events, left)) {
                hits.add(new FoundEvents.Hit(event, text.score(), text.reasons()));
            }
        }
        return new FoundEvents(
                List.copyOf(hits), reading.position(), all.coverage(reading.position()), degraded);
    }
}
