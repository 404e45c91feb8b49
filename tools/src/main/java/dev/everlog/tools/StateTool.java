package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.PageRequest.Order;
import dev.everlog.memory.Reconstruct;
import dev.everlog.memory.Reconstruct.Merge;
import dev.everlog.memory.Timeline;
import dev.everlog.memory.Timeline.Bucket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what events made of a subject. */
sealed interface StateTool<A extends Answer> extends Tool<A> {
    @About(
            title = "Current state",
            effect = Effect.READS,
            value = "State of a subject now.",
            example = "{\"subject\": \"order/7\"}")
    record GetSnapshot(
            @Doc(value = "kind/id, for instance order/7", listed = false) String subject,
            @Flat ReadOptions read)
            implements StateTool<SubjectState> {
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
            implements StateTool<SubjectState> {
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
            title = "Changes",
            effect = Effect.READS,
            value =
                    "Differences of states between two points, each with event and actor; of one subject,"
                            + " or of those that filters find.",
            example = "{\"subject\": \"order/7\", \"from\": \"e0\"}")
    record AnalyzeChanges(
            @Doc(value = "kind/id, for instance order/7", listed = false) @Nullable String subject,
            @Flat EventFilter filter,
            @Doc("e1042 or a time") PointInLog from,
            @Doc(value = "e1042 or a time, default now", listed = false) @Nullable PointInLog to,
            @Doc(value = "as JSON Patch (RFC 6902)", listed = false) @Nullable Boolean patch,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements StateTool<Rows<ChangeRow>> {
        @Override
        public Rows<ChangeRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            var asked =
                    new dev.everlog.memory.AnalyzeChanges(
                            subject,
                            filter.orNull(reader.call()),
                            reader.at(from),
                            to == null ? reader.position() : reader.at(to));
            return ChangeRow.rows(asked, requireNonNullElse(patch, false), reader);
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
            implements StateTool<Rows<StepRow>> {
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

    @About(
            title = "Explain",
            effect = Effect.READS,
            value =
                    "All that matters about a subject: open contradictions, state with who changed it and when,"
                            + " neighbours, newest events.",
            example = "{\"subject\": \"order/7\"}")
    record ExplainEntity(
            @Doc(value = "kind/id, n17 or a name", listed = false) String subject,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements StateTool<Rows<ExplanationRow>> {
        @Override
        public Rows<ExplanationRow> run(Call call) {
            return ExplanationRow.rows(subject, Reader.of(call, read, list.orWhole()));
        }
    }

    @About(
            title = "Compare",
            effect = Effect.READS,
            value =
                    "How subjects differ in state, and how alike types and order of their events are, 0 to 1.",
            example = "{\"subjects\": [\"order/7\", \"person/ada\"]}")
    record CompareEntities(
            @Doc(value = "2 to 20", listed = false) List<String> subjects,
            @Doc(value = "first time of the events compared", listed = false) @Nullable When since,
            @Doc(value = "last time of the events compared", listed = false) @Nullable When until,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements StateTool<Rows<ComparisonRow>> {
        @Override
        public Rows<ComparisonRow> run(Call call) {
            var reader = Reader.of(call, read, list.orWhole());
            var now = reader.call();
            var end = until == null ? null : until.through(now.now()).plusNanos(1);
            var asked = new dev.everlog.memory.CompareEntities(subjects, now.from(since), end);
            return ComparisonRow.rows(asked, reader);
        }
    }
}
