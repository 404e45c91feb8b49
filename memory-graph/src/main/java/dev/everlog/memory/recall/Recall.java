package dev.everlog.memory.recall;

import dev.everlog.embeddings.Embedder;
import dev.everlog.embeddings.EmbeddingModel;
import dev.everlog.embeddings.Vector;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Lease;
import dev.everlog.eventlog.tail.PrivateFiles;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Reading;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.recall.Fusion.Ranked;
import dev.everlog.memory.recall.Recalled.Hit;
import dev.everlog.memory.vector.VectorFile;
import dev.everlog.memory.vector.VectorHit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions from one tenant's memory: candidates by meaning, by words, by the turns around and by the graph,
 * added up ({@link Fusion}), each with its reasons. Sees what this process wrote before; what was just written may not
 * be found by meaning yet ({@link Recalled#freshThrough}). Thread-safe. Cost: embedding the question (12 ms for 20
 * words) and two searches.
 */
public final class Recall implements AutoCloseable {
    /** Candidates of each part, so that an answer does not depend on how much of it is asked for. */
    private static final int CANDIDATES = Scale.CANDIDATES;

    /** Hits whose surroundings in the graph are looked at. */
    private static final int GRAPH_SEEDS = 8;

    /** Nodes named in a question whose surroundings are looked at. */
    private static final int NAMED = 8;

    /**
     * What a recall needs.
     *
     * @param memory stays the caller's
     * @param embedder stays the caller's; null for words and graph only
     * @param directory for the vector file
     */
    public record Parameters(
            Memory memory, @Nullable Embedder embedder, Path directory, Saved saved) {}

    /**
     * What was indexed before.
     *
     * @param texts by their words
     * @param links between vectors
     */
    public record Saved(Snapshots texts, Snapshots links) {
        /** Links are 1 ms CPU each, so a second's worth of them is worth a file. */
        private static final int FEWEST_LINKS = 1_000;

        /** Nothing is kept. */
        public static final Saved NOTHING = new Saved(Snapshots.NONE, Snapshots.NONE);

        /** Kept in a directory, beside snapshots of other kinds. */
        public static Saved in(Path directory) {
            return new Saved(
                    Snapshots.in(directory, "texts"),
                    Snapshots.in(directory, "links", FEWEST_LINKS));
        }
    }

    private final Memory memory;
    private final @Nullable Embedder embedder;
    private final TextIndexes indexes;
    private final Attachments attached;
    private final @Nullable VectorFile vectors;
    private final @Nullable BackgroundEmbedding embedding;
    private final EventFinder events;

    private Recall(Parameters parameters) throws IOException {
        this.memory = parameters.memory;
        this.embedder = parameters.embedder;
        EmbeddingModel model = embedder == null ? null : embedder.model();
        this.indexes = new TextIndexes(memory, model, parameters.saved);
        this.attached = new Attachments(memory, embedder);
        PrivateFiles.makeDirectory(parameters.directory);
        if (embedder == null) {
            this.vectors = null;
            this.embedding = null;
            this.events = new EventFinder(memory, null);
            return;
        }
        String name = embedder.model().name();
        Path file = parameters.directory.resolve(name + ".vectors");
        this.vectors = BackgroundEmbedding.openVectors(file, embedder);
        var work =
                new BackgroundEmbedding.Parameters(
                        memory,
                        indexes,
                        embedder,
                        vectors,
                        file.resolveSibling(name + ".lease"),
                        held -> memory.note(Lease.EMBEDDING, held));
        this.embedding = new BackgroundEmbedding(work, "everlog-embed");
        this.events = new EventFinder(memory, work);
    }

    /** Opens the indexes and begins to fill them in the background. */
    public static Recall open(Parameters parameters) {
        try {
            Recall recall = new Recall(parameters);
            if (recall.embedding != null) {
                recall.embedding.start();
            }
            return recall;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the vectors in " + parameters.directory, e);
        }
    }

    /**
     * The best first: what shares a word with the question, is nearer to it than the mean of the nearest 100, is linked
     * to such, or was said beside it; none where nothing speaks for any. Who asks about a node gets all that is linked to
     * it. The same request and vantage at a position give the same answer, once all of it is embedded.
     *
     * @param vantage as of, valid at and project
     */
    public Recalled recall(RecallRequest request, Vantage vantage) {
        QuestionVector question =
                QuestionVector.of(
                        request.query(),
                        embedder,
                        request.weights().meaning(),
                        embedding == null ? null : embedding.trouble(),
                        "words and graph");
        catchUp(); // now, so that what came while the question was embedded is found too
        return memory.read(
                vantage,
                reading -> answer(request, reading, question.vector(), question.degraded()));
    }

    /**
     * The nearest in meaning and nothing else, scored by cosine. What has no vector yet is not found.
     *
     * @param request what others are like is its query; depth and weights are not looked at
     * @param node number of the node that has this text, which is left out; 0 for none
     */
    public Recalled similar(RecallRequest request, int node, Vantage vantage) {
        Vector known = node == 0 ? null : vector(node, vantage);
        Vector pattern =
                known != null
                        ? known
                        : SimilarTexts.pattern(
                                embedder,
                                request.query(),
                                "memory_recall searches by words and graph meanwhile");
        catchUp();
        return memory.read(
                vantage,
                reading -> {
                    IntPredicate visible =
                            RecallFilter.of(request, reading)
                                    .and(text -> reading.nodeOfText(text) != node);
                    Position fresh =
                            indexes.freshThrough(); // before, for more is embedded meanwhile
                    var found = byMeaning(pattern, request.limit(), reading, visible);
                    return new Recalled(
                            SimilarTexts.scored(found),
                            reading.position(),
                            fresh,
                            embedding == null ? null : embedding.trouble());
                });
    }

    /** That of the text that a node shows, if it was embedded already. */
    private @Nullable Vector vector(int node, Vantage vantage) {
        int text = memory.read(vantage, reading -> reading.textOfNode(node));
        return text < 0 ? null : indexes.vector(text);
    }

    private void catchUp() {
        indexes.catchUp();
        attached.catchUp();
    }

    private List<VectorHit> byMeaning(
            Vector question, int k, Reading reading, IntPredicate visible) {
        List<VectorHit> own = indexes.byMeaning(question, k, visible);
        return attached.added(own, question, k, reading, visible);
    }

    private Recalled answer(
            RecallRequest request,
            Reading reading,
            @Nullable Vector question,
            @Nullable String degraded) {
        IntPredicate visible = RecallFilter.of(request, reading);
        Position fresh = indexes.freshThrough(); // before, for more is embedded meanwhile
        Fusion fusion = new Fusion(!request.about().isEmpty());
        int candidates = addFound(fusion, request, reading, question, visible);
        addTurns(fusion, request, reading, visible);
        addLinked(fusion, request, reading, visible, candidates);
        List<Ranked> byRecency = byRecency(request, reading, fusion.best(CANDIDATES));
        fusion.add("recency", request.weights().recency(), byRecency, Scale.of(byRecency));
        return new Recalled(fusion.best(request.limit()), reading.position(), fresh, degraded);
    }

    /**
     * What is like the question.
     *
     * @return how many texts were looked at more closely
     */
    private int addFound(
            Fusion fusion,
            RecallRequest request,
            Reading reading,
            @Nullable Vector question,
            IntPredicate visible) {
        int atMost = Math.max(CANDIDATES, request.limit());
        int pending = indexes.firstWaiting();
        List<Ranked> byMeaning =
                question == null
                        ? null
                        : byMeaning(question, atMost, reading, visible).stream()
                                .map(hit -> new Ranked(hit.ordinal(), hit.cosine()))
                                .toList();
        List<Ranked> byWords =
                indexes.byWords(request.query(), atMost, reading.texts(), visible).stream()
                        .map(hit -> new Ranked(hit.ordinal(), hit.score()))
                        .toList();
        return fusion.addFound(
                request.weights(), byMeaning, byWords, ordinal -> ordinal >= pending);
    }

    /** What was said right before and after that. */
    private void addTurns(
            Fusion fusion, RecallRequest request, Reading reading, IntPredicate visible) {
        double weight = request.weights().turns();
        if (weight > 0) {
            List<Ranked> around = indexes.turns().around(fusion.all(), reading, visible);
            fusion.add("turns", weight, around, Scale.ONE);
        }
    }

    /** What is linked to the best of that, or to what the question names. */
    private static void addLinked(
            Fusion fusion,
            RecallRequest request,
            Reading reading,
            IntPredicate visible,
            int candidates) {
        double weight = request.weights().graph();
        if (request.depth() > 0 && weight > 0) {
            Map<Integer, Double> seeds = seeds(request, reading, fusion.best(GRAPH_SEEDS));
            int atMost = Math.max(CANDIDATES, request.limit());
            List<Ranked> linked =
                    new GraphSpread(reading).from(seeds, request.depth() + 1, visible, atMost);
            fusion.add("graph", weight, linked, Scale.withZeros(linked, candidates));
        }
    }

    /** What the question names counts as much as the best hit; later hits count less. */
    private static Map<Integer, Double> seeds(
            RecallRequest request, Reading reading, List<Hit> best) {
        Map<Integer, Double> seeds = new HashMap<>();
        reading.namedIn(request.query(), NAMED).forEach(node -> seeds.put(node, 1.0));
        for (int i = 0; i < best.size(); i++) {
            seeds.putIfAbsent(reading.nodeOfText(best.get(i).ordinal()), 1.0 / (i + 1));
        }
        return seeds;
    }

    /** The candidates by their distance in time from now: a tie-breaker, not a filter. */
    private static List<Ranked> byRecency(
            RecallRequest request, Reading reading, List<Hit> candidates) {
        List<Ranked> ranked = new ArrayList<>();
        for (Hit each : candidates) {
            Duration age =
                    Duration.between(reading.occurredAt(each.ordinal()), request.now()).abs();
            ranked.add(new Ranked(each.ordinal(), -age.toMillis() / 86_400_000.0));
        }
        ranked.sort(Ranked.BEST_FIRST);
        return ranked;
    }

    /** How much of the texts is indexed by now, whatever their project. Costs nothing; loads no model. */
    public Coverage coverage() {
        return coverage(Vantage.NOW);
    }

    /** How much is indexed by now of the texts that there were; as {@link #coverage()}. */
    public Coverage coverage(Vantage vantage) {
        String model = embedder == null ? "none" : embedder.model().name();
        return memory.read(
                vantage, reading -> indexes.coverage(model, reading.position(), reading.texts()));
    }

    /** The events, by what they say. */
    public EventFinder events() {
        return events;
    }

    /** Where callers attach vectors of their own. */
    public Attachments attachments() {
        return attached;
    }

    /** What it answers from. */
    public Memory memory() {
        return memory;
    }

    /** Ends the work in the background: another takes its place. Answers as before. */
    public void retire() {
        events.retire();
        if (embedding != null && vectors != null) {
            embedding.close();
            vectors.close();
        }
    }

    @Override
    public void close() {
        retire();
        events.close();
        indexes.close();
    }
}
