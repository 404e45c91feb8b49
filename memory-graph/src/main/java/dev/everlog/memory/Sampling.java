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
        SequencedMap<Long, Integer> counts = new LinkedHashMap<>();
        for (long at : positions) {
            counts.merge(stratum(index, asked.stratifyBy(), at), 1, Integer::sum);
        }
        RandomGenerator random = new SplittableRandom(asked.seed());
        Map<Long, Integer> shares = shares(counts, asked.size(), random);
        Map<Long, Reservoir> reservoirs = new HashMap<>();
        for (long at : positions) {
            reservoirs
                    .computeIfAbsent(
                            stratum(index, asked.stratifyBy(), at),
                            stratum -> new Reservoir(shares.getOrDefault(stratum, 0), random))
                    .offer(at);
        }
        return new Result(
                reservoirs.values().stream()
                        .flatMapToLong(reservoir -> Arrays.stream(reservoir.kept()))
                        .sorted()
                        .mapToObj(reading::event)
                        .toList(),
                strata(reading, asked.stratifyBy(), counts, shares),
                positions.length);
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
