package dev.everlog.memory;

import dev.everlog.memory.PageRequest.Order;
import dev.everlog.memory.SampleEvents.Result;
import dev.everlog.memory.SampleEvents.Strata;
import dev.everlog.memory.SampleEvents.Stratum;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Chooses events by chance. For one reading. */
final class Sampling {
    private static final long MICROS_OF_A_DAY = Duration.ofDays(1).toNanos() / 1000;

    private Sampling() {}

    /** Neighbouring seeds are as different as any, which they would not be with {@link java.util.Random}. */
    static Result of(Reading reading, SampleEvents asked) {
        EventIndex index = reading.states().index();
        long[] positions = new EventSearch(reading, asked.events()).visible(Order.ASC).toArray();
        SequencedMap<Long, Integer> counts = counts(index, asked.stratifyBy(), positions);
        RandomGenerator random = new SplittableRandom(asked.seed());
        Map<Long, Integer> shares = shares(counts, asked.size(), random);
        SequencedMap<Long, Reservoir> reservoirs = new LinkedHashMap<>();
        counts.keySet()
                .forEach(each ->
                        reservoirs.put(each, new Reservoir(shares.getOrDefault(each, 0), random)));
        offer(index, asked.stratifyBy(), positions, reservoirs);
        return new Result(
                reservoirs.values().stream()
                        .flatMapToLong(reservoir -> Arrays.stream(reservoir.kept()))
                        .sorted()
                        .mapToObj(reading::event)
                        .toList(),
                strata(reading, asked.stratifyBy(), counts, shares),
                positions.length);
    }

    /** Mostly an event is of the stratum of the event before it: comparing is cheaper than looking it up. */
    private static SequencedMap<Long, Integer> counts(
            EventIndex index, @Nullable Strata by, long[] positions) {
        SequencedMap<Long, Integer> counts = new LinkedHashMap<>();
        int from = 0;
        for (int i = 1; i <= positions.length; i++) {
            long stratum = stratum(index, by, positions[from]);
            if (i == positions.length || stratum(index, by, positions[i]) != stratum) {
                counts.merge(stratum, i - from, Integer::sum);
                from = i;
            }
        }
        return counts;
    }

    private static void offer(
            EventIndex index,
            @Nullable Strata by,
            long[] positions,
            Map<Long, Reservoir> reservoirs) {
        long last = 0;
        Reservoir reservoir = null;
        for (long at : positions) {
            long stratum = stratum(index, by, at);
            if (reservoir == null || stratum != last) {
                reservoir = Objects.requireNonNull(reservoirs.get(stratum));
                last = stratum;
            }
            reservoir.offer(at);
        }
    }

    private static long stratum(EventIndex index, @Nullable Strata by, long at) {
        return switch (by) {
            case null -> 0;
            case TYPE -> index.typeNumber(at);
            case SUBJECT_KIND -> index.kindNumber(at);
            case DAY -> Math.floorDiv(index.occurredMicros(at), MICROS_OF_A_DAY);
        };
    }

    /** Equal ones; what a small stratum cannot use goes to the others, and what cannot be shared to some by chance. */
    static Map<Long, Integer> shares(
            SequencedMap<Long, Integer> counts, int size, RandomGenerator random) {
        List<Map.Entry<Long, Integer>> order = new ArrayList<>(counts.entrySet());
        Collections.shuffle(order, random);
        order.sort(Map.Entry.comparingByValue());
        Map<Long, Integer> shares = new HashMap<>();
        int left = size;
        for (int i = 0; i < order.size(); i++) {
            int share = Math.min(order.get(i).getValue(), left / (order.size() - i));
            shares.put(order.get(i).getKey(), share);
            left -= share;
        }
        return shares;
    }

    private static List<Stratum> strata(
            Reading reading,
            @Nullable Strata by,
            Map<Long, Integer> counts,
            Map<Long, Integer> shares) {
        return counts.entrySet().stream()
                .map(one ->
                        new Stratum(
                                name(reading, by, one.getKey()),
                                one.getValue(),
                                shares.getOrDefault(one.getKey(), 0)))
                .sorted(
                        Comparator.comparingInt(Stratum::events)
                                .reversed()
                                .thenComparing(Stratum::name))
                .toList();
    }

    private static String name(Reading reading, @Nullable Strata by, long stratum) {
        return switch (by) {
            case null -> "";
            case DAY -> Instant.EPOCH.plus(Duration.ofDays(stratum)).toString().substring(0, 10);
            case TYPE, SUBJECT_KIND ->
                    String.valueOf(reading.states().index().names().text(Math.toIntExact(stratum)));
        };
    }
}
