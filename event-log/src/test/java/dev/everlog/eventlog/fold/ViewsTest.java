package dev.everlog.eventlog.fold;

import static dev.everlog.eventlog.TestEvents.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.TestClock;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.EagerSnapshots;
import dev.everlog.eventlog.tail.InMemoryTail;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private EventLog log;
    private Views views;

    @BeforeEach
    void open() {
        log = new EventLog(new InMemoryTail(TestClock.atNoon()));
        views = new Views(log, Snapshots.NONE);
    }

    @AfterEach
    void close() {
        views.close();
        log.close();
    }

    /** Remembers the positions it has seen; trips over one of them. */
    private record Positions(String name, long trap, int version, AtomicInteger applied)
            implements Projection<List<Long>> {
        Positions(String name, long trap) {
            this(name, trap, 1, new AtomicInteger());
        }

        @Override
        public List<Long> empty() {
            return new ArrayList<>();
        }

        @Override
        public void apply(List<Long> state, StoredEvent event) {
            if (event.position().value() == trap) {
                throw new IllegalStateException("cannot fold this");
            }
            applied.incrementAndGet();
            state.add(event.position().value());
        }

        @Override
        public Snapshots.Contents save(List<Long> state) {
            List<Long> now = List.copyOf(state);
            return out -> {
                out.writeInt(now.size());
                for (long position : now) {
                    out.writeLong(position);
                }
            };
        }

        @Override
        public List<Long> load(DataInputStream saved) throws IOException {
            List<Long> state = new ArrayList<>();
            for (int left = saved.readInt(); left > 0; left--) {
                state.add(saved.readLong());
            }
            return state;
        }
    }

    private void append(int events) {
        for (int i = 0; i < events; i++) {
            log.append(List.of(numbered(i)), AppendCondition.always());
        }
    }

    private List<Long> seen(View<List<Long>> view) {
        return views.read(() -> List.copyOf(view.state()));
    }

    @Test
    void every_event_is_folded_once_in_order_before_and_after_the_start() throws Exception {
        View<List<Long>> view = views.add(new Positions("positions", 0));
        append(6_000); // more than the few that are not read ahead
        views.start();
        append(400);
        assertThat(views.await(new Position(6_400), LONG)).isTrue();
        assertThat(seen(view))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 6_400).boxed().toList());
    }

    @Test
    void what_is_before_damage_is_folded_and_folding_ends_there(@TempDir Path directory)
            throws Exception {
        log.close();
        log = new EventLog(FileTail.open(directory, TailOptions.of(Durability.PROCESS)));
        append(6_000);
        damage(directory.resolve("generations"), 0.75);
        try (Views fresh = new Views(log, Snapshots.NONE)) {
            View<List<Long>> view = fresh.add(new Positions("positions", 0));
            fresh.start();
            assertThat(fresh.await(new Position(6_000), LONG)).isFalse();
            assertThat(fresh.stopped()).hasMessageContaining("damaged");
            assertThat(fresh.position().value()).isBetween(4_097L, 5_000L);
            assertThat(fresh.read(() -> List.copyOf(view.state())))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, fresh.position().value()).boxed().toList());
        }
    }

    /** Turns a bit round, after this share of what was written. */
    private static void damage(Path generations, double share) throws IOException {
        try (var files = Files.list(generations)) {
            Path file = files.findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            int used = bytes.length;
            while (bytes[used - 1] == 0) {
                used--;
            }
            bytes[(int) (used * share)] ^= 1;
            Files.write(file, bytes);
        }
    }

    @Test
    void large_events_are_folded_a_few_at_a_time() {
        for (int i = 1; i <= 6; i++) {
            log.append(List.of(large(numbered(i))), AppendCondition.always());
        }
        try (EventCursor cursor = log.read(Position.NONE)) {
            assertThat(Run.read(cursor).events()).hasSize(3);
            assertThat(Run.read(cursor).events()).hasSize(3);
            assertThat(Run.read(cursor).events()).isEmpty();
        }
    }

    private static Event large(Event event) {
        return new Event(
                event.id(),
                event.subject(),
                event.type(),
                event.occurredAt(),
                "{\"text\":\"" + "a".repeat(400_000) + "\"}",
                event.origin(),
                null);
    }

    @Test
    void a_start_from_a_snapshot_folds_only_the_rest_and_comes_to_the_same(@TempDir Path directory)
            throws Exception {
        append(600);
        save(directory, 1);
        append(400);
        AtomicInteger applied = new AtomicInteger();
        EagerSnapshots snapshots = new EagerSnapshots(directory, "views", Integer.MAX_VALUE);
        assertThat(folded(snapshots, 1, applied))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 1_000).boxed().toList());
        assertThat(snapshots.read()).isEqualTo(new Position(600));
        assertThat(applied).hasValue(400);
    }

    @Test
    void a_snapshot_of_another_version_is_not_taken(@TempDir Path directory) throws Exception {
        append(600);
        save(directory, 1);
        AtomicInteger applied = new AtomicInteger();
        EagerSnapshots snapshots = new EagerSnapshots(directory, "views", Integer.MAX_VALUE);
        assertThat(folded(snapshots, 2, applied)).hasSize(600);
        assertThat(applied).hasValue(600);
    }

    @Test
    void a_snapshot_of_another_log_is_not_taken(@TempDir Path directory) throws Exception {
        append(600);
        save(directory, 1);
        log.close();
        log = new EventLog(new InMemoryTail(TestClock.atNoon()));
        append(700);
        AtomicInteger applied = new AtomicInteger();
        EagerSnapshots snapshots = new EagerSnapshots(directory, "views", Integer.MAX_VALUE);
        assertThat(folded(snapshots, 1, applied)).hasSize(700);
        assertThat(applied).hasValue(700);
    }

    private void save(Path directory, int version) throws Exception {
        EagerSnapshots snapshots = new EagerSnapshots(directory, "views", 1);
        try (Views fresh = new Views(log, snapshots)) {
            fresh.add(new Positions("positions", 0, version, new AtomicInteger()));
            fresh.start();
            snapshots.awaitWritten(log.end());
        }
    }

    /** What new views of the log come to. */
    private List<Long> folded(EagerSnapshots snapshots, int version, AtomicInteger applied)
            throws Exception {
        try (Views fresh = new Views(log, snapshots)) {
            View<List<Long>> view = fresh.add(new Positions("positions", 0, version, applied));
            fresh.start();
            assertThat(fresh.await(log.end(), LONG)).isTrue();
            return fresh.read(() -> List.copyOf(view.state()));
        }
    }

    @Test
    void what_was_awaited_can_be_read() throws Exception {
        View<List<Long>> view = views.add(new Positions("positions", 0));
        views.start();
        for (int i = 1; i <= 50; i++) {
            append(1);
            assertThat(views.await(log.end(), LONG)).isTrue();
            assertThat(seen(view)).hasSize(i);
        }
    }

    @Test
    void a_faulty_projection_stands_still_and_says_where_while_the_others_go_on() throws Exception {
        View<List<Long>> faulty = views.add(new Positions("faulty", 3));
        View<List<Long>> sound = views.add(new Positions("sound", 0));
        views.start();
        append(5);
        assertThat(views.await(new Position(5), LONG)).isTrue();
        assertThat(seen(faulty)).containsExactly(1L, 2L);
        assertThat(faulty.failure()).extracting(View.Failure::position).isEqualTo(new Position(3));
        assertThat(seen(sound)).hasSize(5);
        assertThat(sound.failure()).isNull();
    }

    @Test
    void waiting_for_what_never_comes_ends_with_its_time() throws Exception {
        views.start();
        assertThat(views.await(new Position(1), Duration.ofMillis(30))).isFalse();
    }

    @Test
    void closing_ends_the_thread_and_those_who_wait() throws Exception {
        views.start();
        Thread waiting =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                views.await(new Position(1), LONG);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        views.close();
        assertThat(waiting.join(Duration.ofSeconds(2))).isTrue();
    }
}
