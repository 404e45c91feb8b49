package dev.everlog.tools;

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
                    reader.memory().logStats(reader.vantage()), reader.scope(), most);
        }
    }
}
