package dev.everlog.memory;

import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.PageRequest.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reading events: queries, timelines, states of subjects. Each page is as of the position that the first one saw. */
final class EventReads {
    private final Folded folded;
    private final StateCache states = new StateCache();

    EventReads(Folded folded) {
        this.folded = folded;
    }

    Page<StoredEvent> events(EventQuery query, PageRequest page, Vantage vantage) {
        String print = Cursor.print(timeless(query), vantage, page.order());
        Cursor cursor = cursor(page, print);
        Vantage from = cursor == null ? vantage : cursor.pinned(vantage);
        EventQuery times =
                cursor == null
                        ? query
                        : between(query, cursor.sinceInstant(), cursor.untilInstant());
        return folded.read(
                from,
                reading ->
                        page(
                                reading,
                                visible(reading, times, page.order()),
                                times,
                                page,
                                cursor,
                                print));
    }

    static @Nullable Cursor cursor(PageRequest page, String print) {
        String text = page.cursor();
        if (text == null) {
            return null;
        }
        Cursor cursor = Cursor.parse(text);
        cursor.requirePrint(print);
        return cursor;
    }

    private static LongStream visible(Reading reading, EventQuery query, Order order) {
        return new EventSearch(reading, query).visible(order);
    }

    private static EventQuery timeless(EventQuery query) {
        return between(query, null, null);
    }

    private static EventQuery between(
            EventQuery query, @Nullable Instant since, @Nullable Instant until) {
        return new EventQuery(
                query.subjects(),
                query.types(),
                query.payload(),
                since,
                until,
                query.session(),
                query.actor(),
                query.positions());
    }

    private static Page<StoredEvent> page(
            Reading reading,
            LongStream positions,
            EventQuery query,
            PageRequest page,
            @Nullable Cursor cursor,
            String print) {
        long last = cursor == null ? 0 : cursor.last();
        boolean ascending = page.order() == Order.ASC;
        long[] found =
                positions
                        .filter(at -> last == 0 || (ascending ? at > last : at < last))
                        .limit(page.limit() + 1L)
                        .toArray();
        boolean more = found.length > page.limit();
        List<StoredEvent> items =
                Arrays.stream(found).limit(page.limit()).mapToObj(reading::event).toList();
        Cursor next =
                new Cursor(
                        reading.position().value(),
                        more ? found[page.limit() - 1] : 0,
                        Micros.of(query.since(), Long.MIN_VALUE),
                        Micros.of(query.until(), Long.MAX_VALUE),
                        print);
        return new Page<>(items, reading.position(), more ? next.toString() : null);
    }

    // The story of a subject.

    Timeline.Result timeline(Timeline request, PageRequest page, Vantage vantage) {
        Vantage whole = vantage.in(Scope.ALL);
        String subject = folded.read(whole, reading -> subject(reading, request.subject()));
        EventQuery query =
                new EventQuery(
                        List.of(subject),
                        List.of(),
                        List.of(),
                        request.since(),
                        request.until(),
                        null,
                        null);
        Page<StoredEvent> events = events(query, page, whole);
        return folded.read(
                whole.asOf(new AsOf.At(events.position())),
                reading -> story(reading, query, request.bucket(), events));
    }

    private static Timeline.Result story(
            Reading reading,
            EventQuery query,
            Timeline.@Nullable Bucket bucket,
            Page<StoredEvent> events) {
        long[] all = visible(reading, query, Order.ASC).toArray();
        if (all.length == 0) {
            requireKnown(reading, query.subjects().getFirst());
        }
        List<Timeline.Step> steps =
                events.items().stream().map(event -> step(reading, all, event)).toList();
        return new Timeline.Result(
                new Page<>(steps, events.position(), events.nextCursor()),
                bucket == null ? List.of() : counts(reading, all, bucket),
                all.length);
    }

    private static Timeline.Step step(Reading reading, long[] all, StoredEvent event) {
        int index = Arrays.binarySearch(all, event.position().value());
        if (index <= 0) {
            return new Timeline.Step(event, null);
        }
        Instant before = Micros.instant(reading.states().index().occurredMicros(all[index - 1]));
        return new Timeline.Step(event, Duration.between(before, event.event().occurredAt()));
    }

    private static List<Timeline.Count> counts(
            Reading reading, long[] all, Timeline.Bucket bucket) {
        TreeMap<Instant, Integer> counts = new TreeMap<>();
        for (long position : all) {
            Instant at = Micros.instant(reading.states().index().occurredMicros(position));
            counts.merge(bucket.start(at), 1, Integer::sum);
        }
        List<Timeline.Count> list = new ArrayList<>();
        counts.forEach((start, events) -> list.add(new Timeline.Count(start, events)));
        return list;
    }

    // The state of a subject.

    /**
     * A subject has one state, whatever the project. As dear as reading all its events, unless it was asked for before
     * and is still the same.
     */
    Reconstruct.Result reconstruct(Reconstruct request, Vantage vantage) {
        return folded.read(vantage, reading -> state(reading, request));
    }

    private Reconstruct.Result state(Reading reading, Reconstruct request) {
        String subject = subject(reading, request.subject());
        if (request.includeHistory()) {
            return folded(reading, request, subject);
        }
        Reconstruct.Result known = states.find(subject, request.merge(), reading);
        if (known == null) {
            known = folded(reading, request, subject);
            states.keep(request.merge(), known);
        }
        return known;
    }

    static Reconstruct.Result folded(Reading reading, Reconstruct request, String subject) {
        long[] all = positions(reading, subject);
        List<StoredEvent> seen =
                Arrays.stream(all).filter(reading::sees).mapToObj(reading::event).toList();
        if (seen.isEmpty()) {
            throw unknown(reading, subject, all.length);
        }
        ObjectNode state = Json.empty();
        for (StoredEvent event : seen) {
            state = merged(state, Json.object(event.data()), request.merge());
        }
        return new Reconstruct.Result(
                subject,
                state,
                reading.states().index().version(all[all.length - 1]),
                seen.size(),
                all.length - seen.size(),
                seen.getLast().position(),
                reading.position(),
                request.includeHistory()
                        ? seen.subList(
                                Math.max(0, seen.size() - PageRequest.MAX_LIMIT), seen.size())
                        : List.of());
    }

    private static ObjectNode merged(ObjectNode state, ObjectNode data, Reconstruct.Merge merge) {
        return switch (merge) {
            case DEEP -> Json.mergeDeep(state, data);
            case SHALLOW -> Json.mergeShallow(state, data);
            case REPLACE -> data;
        };
    }

    /** All that were ever told about a subject, hidden ones too, ascending. */
    static long[] positions(Reading reading, String subject) {
        List<Long> found = new ArrayList<>();
        reading.states().index().positions(subject, reading.position().value(), found::add);
        return found.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private static void requireKnown(Reading reading, String subject) {
        int ever = positions(reading, subject).length;
        boolean visible = Arrays.stream(positions(reading, subject)).anyMatch(reading::sees);
        if (!visible) {
            throw unknown(reading, subject, ever);
        }
    }

    static MemoryException unknown(Reading reading, String subject, int hidden) {
        return MemoryException.notFound(
                "there is no visible event about " + subject + " as of " + reading.position(),
                hidden == 0
                        ? "subjects are written kind/id; query_events with subjects: [\"person/*\"] lists some"
                        : hidden
                                + " events about it are hidden; ask as_of an earlier time, or restore_events");
    }

    /** A subject as it is written, or the one that a handle, key or name stands for. */
    static String subject(Reading reading, String reference) {
        Checks.line("subject", reference, Event.MAX_NAME_LENGTH);
        return References.isSubject(reference) || positions(reading, reference).length > 0
                ? reference
                : References.resolve(reading, reference).key();
    }
}
