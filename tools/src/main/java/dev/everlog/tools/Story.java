package dev.everlog.tools;

import dev.everlog.memory.Page;
import dev.everlog.memory.PageRequest;
import dev.everlog.memory.Timeline;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The head of a timeline, the same on every page.
 *
 * @param total steps
 * @param counts per bucket, at most {@link #SHOWN}; null if no bucket was asked for
 * @param countsLeftOut later buckets; null for none
 */
record Story(int total, @Nullable List<Count> counts, @Nullable Integer countsLeftOut)
        implements Summary {
    /** Buckets: about a quarter of an ordinary budget. */
    private static final int SHOWN = 60;

    /** @param start first moment of the bucket */
    record Count(String start, int events) {}

    /** Reads the smallest page of the timeline, since each holds the counts. */
    static Story of(Timeline request, Reader reader, PageRequest.Order order) {
        var result =
                reader.memory()
                        .timeline(request, new PageRequest(1, null, order), reader.vantage());
        var counts =
                result.counts().stream()
                        .limit(SHOWN)
                        .map(count -> new Count(Times.utc(count.start()), count.events()))
                        .toList();
        int left = result.counts().size() - counts.size();
        return new Story(
                result.total(), request.bucket() == null ? null : counts, left == 0 ? null : left);
    }

    static Slice.Source<Timeline.Step> steps(
            Timeline request, Reader reader, PageRequest.Order order) {
        return reader.paged(page -> page(request, page, reader), order);
    }

    private static Page<Timeline.Step> page(Timeline request, PageRequest page, Reader reader) {
        return reader.memory().timeline(request, page, reader.vantage()).steps();
    }

    @Override
    public String line() {
        String steps = total + " steps in all";
        String shown =
                counts == null
                        ? ""
                        : counts.stream()
                                .map(count ->
                                        count.start().substring(0, "2026-05-03T10".length())
                                                + " "
                                                + count.events())
                                .collect(Collectors.joining(", ", "; from ", ""));
        return steps
                + shown
                + (countsLeftOut == null
                        ? ""
                        : ", and " + countsLeftOut + " later: take a larger bucket");
    }
}
