package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.fold.Projection;
import dev.everlog.eventlog.tail.Snapshots;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * Which vectors callers attached to which texts, in order of the log; the vectors themselves stay there. Rows are numbers,
 * from 0: 32 bytes each and about 100 to find the latest by.
 */
final class Embeddings {
    /** Folds {@code memory.embedded}. */
    static final class Fold implements Projection<Embeddings> {
        @Override
        public String name() {
            return "embeddings";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Embeddings empty() {
            return new Embeddings();
        }

        @Override
        public void apply(Embeddings state, StoredEvent event) {
            if (MemoryEventCodec.EMBEDDED.equals(event.type())
                    && MemoryEventCodec.decode(event) instanceof MemoryEvent.Embedded embedded) {
                int model = state.models.number(embedded.model());
                state.add(event.position().value(), embedded.of(), model, embedded.vector().size());
            }
        }

        @Override
        public Snapshots.Contents save(Embeddings state) {
            Snapshots.Contents models = state.models.saved();
            LongColumn positions = state.position.frozen();
            LongColumn texts = state.of.frozen();
            IntColumn modelNumbers = state.model.frozen();
            IntColumn lengths = state.dimensions.frozen();
            return out -> {
                models.writeTo(out);
                positions.writeTo(out);
                texts.writeTo(out);
                modelNumbers.writeTo(out);
                lengths.writeTo(out);
            };
        }

        @Override
        public Embeddings load(DataInputStream saved) throws IOException {
            Embeddings state = new Embeddings(Names.readFrom(saved));
            LongColumn positions = LongColumn.readFrom(saved);
            LongColumn texts = LongColumn.readFrom(saved);
            IntColumn models = IntColumn.readFrom(saved);
            IntColumn lengths = IntColumn.readFrom(saved);
            for (int i = 0; i < positions.size(); i++) {
                state.add(positions.get(i), texts.get(i), models.get(i), lengths.get(i));
            }
            return state;
        }
    }

    private record Place(long of, int model) {}

    private static final int NONE = -1;

    private final Names models;
    private final LongColumn position = new LongColumn();
    private final LongColumn of = new LongColumn();
    private final IntColumn model = new IntColumn();
    private final IntColumn dimensions = new IntColumn();
    private final IntColumn next = new IntColumn(); // the one that took the place of this, or NONE
    private final Map<Place, Integer> last = new HashMap<>();

    private Embeddings() {
        this(new Names());
    }

    private Embeddings(Names models) {
        this.models = models;
    }

    private void add(long at, long text, int modelNumber, int length) {
        int number = position.size();
        position.add(at);
        of.add(text);
        model.add(modelNumber);
        dimensions.add(length);
        next.add(NONE);
        Integer before = last.put(new Place(text, modelNumber), number);
        if (before != null) {
            next.set(before, number);
        }
    }

    int size() {
        return position.size();
    }

    /** The event that attached it. */
    long position(int number) {
        return position.get(number);
    }

    /** The event that brought the text that it is for. */
    long of(int number) {
        return of.get(number);
    }

    /** Whether it is seen, and no later one of the same model for the same text. */
    boolean isSeen(int number, LongPredicate sees) {
        if (!sees.test(position.get(number))) {
            return false;
        }
        for (int later = next.get(number); later != NONE; later = next.get(later)) {
            if (sees.test(position.get(later))) {
                return false;
            }
        }
        return true;
    }

    /** How long the vectors of a model are that are seen, 0 if there is none. */
    int dimensions(String ofModel, LongPredicate sees) {
        int wanted = models.find(ofModel);
        for (int number = 0; number < size(); number++) {
            if (model.get(number) == wanted && isSeen(number, sees)) {
                return dimensions.get(number);
            }
        }
        return 0;
    }

    /**
     * Positions of all that were ever attached to some texts.
     *
     * @param texts the events that brought them
     */
    List<Long> attachedTo(Set<Long> texts) {
        return IntStream.range(0, size())
                .filter(number -> texts.contains(of.get(number)))
                .mapToObj(position::get)
                .toList();
    }

    void digest(Canonical out) {
        models.digest(out);
        position.digest(out);
        of.digest(out);
        model.digest(out);
        dimensions.digest(out);
    }
}
