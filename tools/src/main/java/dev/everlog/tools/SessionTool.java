package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.eventlog.Position;
import org.jspecify.annotations.Nullable;

/** Begins and resumes conversations. */
sealed interface SessionTool<A extends Answer> extends Tool<A> {
    @About(
            title = "Start session",
            effect = Effect.APPENDS,
            value =
                    "Opens a session; tells what the last one was for, open ends (tag todo), and what changed since.",
            example = "{\"goal\": \"plan the tea party\"}")
    record StartSession(
            @Doc(value = "what it is for", listed = false) @Nullable String goal,
            @Doc(value = "that this one goes on with", listed = false)
                    @Nullable String parentSession,
            @Doc(value = "of the answer, default 2000", min = 100, max = 25_000, listed = false)
                    @Nullable Integer maxTokens,
            @Flat WriteOptions write)
            implements SessionTool<SessionBegun> {
        @Override
        public SessionBegun run(Call call) {
            var request = new dev.everlog.memory.StartSession(goal, parentSession);
            var writer = call.writer(write).session(SessionBegun.next(call));
            var receipt = call.memory().startSession(request, writer);
            var before = "e" + (receipt.first().value() - 1);
            var read = new ReadOptions(write.project(), new PointInLog(before), maxTokens, null);
            var reader = Reader.of(call, read);
            String session = SessionBegun.started(call, receipt);
            var brief =
                    reader.memory()
                            .read(
                                    reader.vantage(),
                                    reading ->
                                            new Brief(reading).beginning(session, parentSession));
            return SessionBegun.of(receipt, session, reader.block(brief));
        }
    }

    @About(
            title = "Session",
            effect = Effect.READS,
            value =
                    "The brief to resume a session: goal, open ends, what it wrote and was served, what others wrote since.",
            example = "{}")
    record GetSessionContext(
            @Doc(value = "its id, default: this one", listed = false) @Nullable String session,
            @Doc(value = "only what came after", listed = false) @Nullable PointInLog since,
            @Flat ReadOptions read)
            implements SessionTool<Rows<ContextRow>> {
        @Override
        public Rows<ContextRow> run(Call call) {
            call.awaitLedger();
            var reader = Reader.of(call, read);
            String asked = requireNonNullElse(session, call.session().id());
            @Nullable Position after = since == null ? null : reader.at(since);
            return reader.block(
                    reader.memory()
                            .read(
                                    reader.vantage(),
                                    reading -> new Brief(reading).resuming(asked, after)));
        }
    }
}
