package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.SampleEvents.Strata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells about the log as a whole. */
sealed interface LogTool<A extends Answer> extends Tool<A> {
    @About(
            title = "Log counts",
            effect = Effect.READS,
            value = "Counts events by type and subject kind; log end, durability, lag.",
            example = "{\"detail\": \"full\"}")
    record GetStats(
            @Doc(value = "quick (default) shows the most frequent", listed = false)
                    @Nullable Detail detail,
            @Flat ReadOptions read)
            implements LogTool<LogStatistics> {
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
                    reader.memory().logStats(reader.vantage()),
                    reader.scope(),
                    most,
                    call.served().total());
        }
    }

    @About(
            title = "Sample",
            effect = Effect.READS,
            value =
                    "Random events of those that match, each as likely; or equally many of each stratum.",
            example = "{\"size\": 3, \"stratify_by\": \"type\", \"seed\": 7}")
    record SampleEvents(
            @Doc(value = "events, default 10", min = 1, max = 1000, listed = false)
                    @Nullable Integer size,
            @Doc(value = "what makes a stratum", listed = false) @Nullable Strata stratifyBy,
            @Flat EventFilter filter,
            @Doc(value = "default 0; the same one gives the same events", listed = false)
                    @Nullable Long seed,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements LogTool<Rows<EventRow>> {
        private static final int DEFAULT_SIZE = 10;

        @Override
        public Rows<EventRow> run(Call call) {
            var reader = Reader.of(call, read, list.orWhole());
            var asked =
                    new dev.everlog.memory.SampleEvents(
                            filter.query(reader.call(), List.of(), null, null),
                            requireNonNullElse(size, DEFAULT_SIZE),
                            stratifyBy,
                            requireNonNullElse(seed, 0L));
            return Sample.rows(asked, reader);
        }
    }

    @About(
            title = "Processes",
            effect = Effect.READS,
            value =
                    "Processes that have this log open now (of any as_of): pid, role, position, lag, leases held.",
            example = "{}")
    record GetClusterStatus(@Flat ReadOptions read) implements LogTool<Rows<ProcessRow>> {
        @Override
        public Rows<ProcessRow> run(Call call) {
            var processes = call.memory().participants();
            var end = processes.getFirst().position();
            return Reader.of(call, read)
                    .block(processes.stream().map(each -> ProcessRow.of(each, end)).toList());
        }
    }
}
