package dev.everlog.eventlog.fold;

import static dev.everlog.eventlog.TestEvents.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.TestClock;
import dev.everlog.eventlog.tail.InMemoryTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private EventLog log;
    private Views views;

    @BeforeEach
    void open() {
        log = new EventLog(new InMemoryTail(TestClock.atNoon()));
        views = new Views(log);
    }

    @AfterEach
    void close() {
        views.close();
        log.close();
    }

    /** Remembers the positions it has seen; trips over one of them. */
    private record Positions(String name, long trap) implements Projection<List<Long>> {
        @Override
        public int version() {
            return 1;
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
            state.add(event.position().value());
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
        append(600);
        views.start();
        append(400);
        assertThat(views.await(new Position(1_000), LONG)).isTrue();
        assertThat(seen(view))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 1_000).boxed().toList());
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
