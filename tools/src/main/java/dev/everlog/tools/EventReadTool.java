package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.PageRequest.Order;
import dev.everlog.memory.Reconstruct;
import dev.everlog.memory.Reconstruct.Merge;
import dev.everlog.memory.Timeline;
import dev.everlog.memory.Timeline.Bucket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what happened. */
sealed interface EventReadTool<A extends Answer> extends Tool<A> {
    @About(
            title = "Log counts",
            effect = Effect.READS,
            value = "Counts events by type and subject kind; log end, durability, lag.",
            example = "{\"detail\": \"full\"}")
    record GetStats(
            @Doc(value = "quick (default) shows the most frequent", listed = false)
                    @Nullable Detail detail,
            @Flat ReadOptions read)
            implements EventReadTool<LogStatistics> {
        enum Detail {
            QUICK,
            FULL
        }

        @Override
        public LogStatistics run(Call call) {
            var reader = Reader.of(call, read);
            int most =
                    detail == Detail.FULL
                            ? reader.budget().tokens() / LogStatistics.TOKENS_PER_COUNT
                            : LogStatistics.FEW;
            return LogStatistics.of(
                    reader.memory().logStats(reader.vantage()), reader.scope(), most);
        }
    }

    @About(
            title = "Find events",
            effect = Effect.READS,
            value = "Events that match all filters, newest first.",
            example = "{\"types\": [\"order.*\"], \"since\": \"-7d\", \"limit\": 5}")
    record QueryEvents(
            @Flat EventFilter filter,
            @Doc(value = "conditions on data", listed = false) @Nullable List<Condition> where,
            @Doc(value = "in which it was written", listed = false) @Nullable String session,
            @Doc(value = "who wrote it", listed = false) @Nullable String actor,
            @Doc(value = "paths of data to show", listed = false) @Nullable List<String> fields,
            @Doc(value = "default desc", listed = false) @Nullable Order order,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements EventReadTool<Rows<EventRow>> {
        @Override
        public Rows<EventRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            var conditions = requireNonNullElse(where, List.<Condition>of());
            var query =
                    filter.query(
                            reader.call(),
                            conditions.stream().map(Condition::filter).toList(),
                            session,
                            actor);
            var events =
                    reader.paged(
                            page -> reader.memory().events(query, page, reader.vantage()),
                            requireNonNullElse(order, Order.DESC));
            var shown = requireNonNullElse(fields, List.<String>of());
            return reader.rows(
                    UnknownTypes.of(filter.types(), reader),
                    events,
                    event -> EventRow.of(event, shown));
        }
    }

    @About(
            title = "Current state",
            effect = Effect.READS,
            value = "State of a subject now.",
            example = "{\"subject\": \"order/7\"}")
    record GetSnapshot(
            @Doc(value = "kind/id, for instance order/7", listed = false) String subject,
            @Flat ReadOptions read)
            implements EventReadTool<SubjectState> {
        @Override
        public SubjectState run(Call call) {
            var reader = Reader.of(call, read);
            var request = new Reconstruct(subject, Merge.DEEP, false);
            return SubjectState.of(
                    reader.memory().reconstruct(request, reader.vantage()),
                    request.includeHistory(),
                    reader);
        }
    }

    @About(
            title = "Past state",
            effect = Effect.READS,
            value = "State of a subject at any time, and its events.",
            example = "{\"subject\": \"order/7\", \"as_of\": \"now\", \"include_history\": true}")
    record ReconstructState(
            @Doc(value = "kind/id, for instance order/7", listed = false) String subject,
            @Doc(
                            value = "how the next event's data changes the state, default deep",
                            listed = false)
                    @Nullable Merge merge,
            @Doc(value = "the events too", listed = false) @Nullable Boolean includeHistory,
            @Flat ReadOptions read)
            implements EventReadTool<SubjectState> {
        @Override
        public SubjectState run(Call call) {
            var reader = Reader.of(call, read);
            var request =
                    new Reconstruct(
                            subject,
                            requireNonNullElse(merge, Merge.DEEP),
                            requireNonNullElse(includeHistory, false));
            return SubjectState.of(
                    reader.memory().reconstruct(request, reader.vantage()),
                    request.includeHistory(),
                    reader);
        }
    }

    @About(
            title = "Timeline",
            effect = Effect.READS,
            value = "Steps of a subject and the gaps between.",
            example = "{\"subject\": \"order/7\", \"bucket\": \"day\"}")
    record EventTimeline(
            @Doc(value = "kind/id, for instance order/7", listed = false) String subject,
            @Doc(value = "first time of occurrence", listed = false) @Nullable When since,
            @Doc(value = "last time of occurrence", listed = false) @Nullable When until,
            @Doc(value = "count per hour, day, week or month", listed = false)
                    @Nullable Bucket bucket,
            @Doc(value = "default asc", listed = false) @Nullable Order order,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements EventReadTool<Rows<StepRow>> {
        @Override
        public Rows<StepRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            var now = reader.call();
            var end = until == null ? null : until.through(now.now()).plusNanos(1);
            var request = new Timeline(subject, now.from(since), end, bucket);
            var direction = requireNonNullElse(order, Order.ASC);
            var story = Story.of(request, reader, direction);
            return reader.rows(story, Story.steps(request, reader, direction), StepRow::of);
        }
    }
}
