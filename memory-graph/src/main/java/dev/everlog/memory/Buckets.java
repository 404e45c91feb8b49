package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Events in equal parts of time from first to last, empty ones included. Confined while it is filled. */
final class Buckets {
    /** Events of a bucket that are kept as examples. */
    static final int EXAMPLES = 3;

    private final List<Instant> starts = new ArrayList<>();
    private final long[] micros;
    private final double[] counts;
    private final List<List<Position>> examples = new ArrayList<>();

    Buckets(Timeline.Bucket bucket, Instant first, Instant last) {
        for (Instant start = bucket.start(first);
                !start.isAfter(last);
                start = bucket.next(start)) {
            if (starts.size() == DetectAnomalies.MAX_BUCKETS) {
                throw MemoryException.invalid(
                        "from %s to %s there are more than %d buckets"
                                .formatted(first, last, DetectAnomalies.MAX_BUCKETS),
                        "take a larger bucket, or since and until");
            }
            starts.add(start);
            examples.add(new ArrayList<>());
        }
        micros = starts.stream().mapToLong(Micros::of).toArray();
        counts = new double[micros.length];
    }

    /** The bucket of a moment between first and last. */
    int of(long atMicros) {
        int found = Arrays.binarySearch(micros, atMicros);
        return found >= 0 ? found : -found - 2;
    }

    void add(long atMicros, long position) {
        int bucket = of(atMicros);
        counts[bucket]++;
        if (examples.get(bucket).size() < EXAMPLES) {
            examples.get(bucket).add(new Position(position));
        }
    }

    int events() {
        return (int) Arrays.stream(counts).sum();
    }

    List<Instant> starts() {
        return starts;
    }

    double[] counts() {
        return counts;
    }

    List<Position> examples(int bucket) {
        return List.copyOf(examples.get(bucket));
    }
}
