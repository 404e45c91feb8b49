package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.archive.ParquetArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A {@link DurableTail} without its threads: everything that its commit thread does is done by the caller, at once and
 * in the same order each time. Confined to one thread.
 */
final class InlineTail implements Tail {
    private static final Duration ANSWERED = Duration.ofSeconds(1);

    private final Archive archive;
    private final IdleWalks walks;
    private final Committer committer;
    private final Cooling cooling;
    private Position end = Position.NONE;

    InlineTail(Path log, FrameStore.Engine engine, TailOptions options) throws IOException {
        LogDirectory directory = LogDirectory.prepare(log);
        archive = new ParquetArchive(directory.archive());
        walks = new IdleWalks(engine, directory);
        committer =
                new Committer(
                        directory,
                        engine,
                        archive,
                        walks,
                        options,
                        position -> this.end = position);
        cooling = new Cooling(engine, directory, archive, committer::durable);
        committer.open();
    }

    @Override
    public AppendResult append(List<Event> batch, AppendCondition condition) {
        Pending pending = new Pending(batch, condition, ANSWERED);
        if (!committer.commitAlone(pending)) {
            committer.commit(List.of(pending));
        }
        return pending.await();
    }

    /** As when several callers' batches wait for the same flush; throws if one of them failed. */
    List<AppendResult> appendTogether(Stream<List<Event>> batches, AppendCondition condition) {
        List<Pending> group =
                batches.map(batch -> new Pending(batch, condition, ANSWERED)).toList();
        group.forEach(Pending::take);
        committer.commit(group);
        return group.stream().map(pending -> pending.await()).toList();
    }

    /** What a look at the mark does. */
    void follow() {
        committer.follow();
    }

    /** What the sealing thread does while it has the lease. */
    void seal(BooleanSupplier stopped) throws IOException {
        cooling.run(stopped);
    }

    /** What happens 200 ms after an append with durability 'process'. */
    void flush() {
        committer.flushIfDue(0);
    }

    @Override
    public Anchor anchor(Position position) {
        return DurableCursor.anchor(position, this::read);
    }

    @Override
    public DurableCursor read(Position after) {
        return new DurableCursor(walks, committer.index(), archive, after, this::end, committer);
    }

    @Override
    public Position end() {
        return end;
    }

    @Override
    public Position awaitAfter(Position position, Duration timeout) {
        follow();
        return end;
    }

    @Override
    public TailStatus status() {
        return committer.status(0, null);
    }

    @Override
    public void close() {
        committer.close();
        walks.close();
        archive.close();
    }
}
