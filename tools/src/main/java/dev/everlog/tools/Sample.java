package dev.everlog.tools;

import dev.everlog.memory.SampleEvents;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a sample was taken from.
 *
 * @param of events that match
 * @param seed gives the same sample again
 * @param strata the largest first, at most {@link #SHOWN}; null for one
 * @param strataLeftOut smaller ones; null for none
 */
record Sample(
        int size,
        int of,
        long seed,
        @Nullable List<Stratum> strata,
        @Nullable Integer strataLeftOut)
        implements Summary {
    /** Strata: about a quarter of an ordinary budget. */
    private static final int SHOWN = 40;

    /** @param events that match */
    record Stratum(String name, int events, int sampled) {}

    static Rows<EventRow> rows(SampleEvents asked, Reader reader) {
        var result = asked.in(reader.memory(), reader.vantage());
        return reader.rows(of(asked, result), Slice.of(result.sample()), EventRow::of);
    }

    private static Sample of(SampleEvents asked, SampleEvents.Result result) {
        int left = result.strata().size() - SHOWN;
        var shown =
                result.strata().stream()
                        .limit(SHOWN)
                        .map(one -> new Stratum(one.name(), one.events(), one.sampled()))
                        .toList();
        return new Sample(
                result.sample().size(),
                result.of(),
                asked.seed(),
                asked.stratifyBy() == null ? null : shown,
                left > 0 ? left : null);
    }

    @Override
    public String line() {
        String head = "%d of %s, seed %d".formatted(size, Counts.of(of, "event"), seed);
        return strata == null
                ? head
                : strata.stream()
                        .map(one ->
                                "%s %d of %d"
                                        .formatted(
                                                Quoted.name(one.name()),
                                                one.sampled(),
                                                one.events()))
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        head + ": ",
                                        strataLeftOut == null
                                                ? ""
                                                : ", and " + strataLeftOut + " smaller"));
    }
}
