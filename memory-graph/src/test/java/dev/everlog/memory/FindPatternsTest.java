package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.FindPatterns.Kind;
import dev.everlog.memory.FindPatterns.Pattern;
import dev.everlog.memory.FindPatterns.Result;
import dev.everlog.memory.FindPatterns.Within;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FindPatternsTest {
    private static final int ORDERS = 40;

    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    private static FindPatterns asked(Kind kind, Within within, @Nullable Duration window) {
        return new FindPatterns(EventQuery.ALL, kind, within, 3, window);
    }

    private Result find(Kind kind) {
        return asked(kind, Within.SUBJECT, null).in(test.memory, Vantage.NOW);
    }

    private static Ingest.Item at(String subject, String type, int minute) {
        Instant time = TestMemory.START.plusSeconds(60L * minute);
        return new Ingest.Item(null, type, subject, Json.empty(), time, null, null, null);
    }

    private void ingest(Writer writer, Ingest.Item... items) {
        test.memory.ingest(new Ingest(List.of(items)), writer);
    }

    /** Told payment first, so that only the time of occurrence has them in order. */
    private void orders() {
        for (int i = 0; i < ORDERS; i++) {
            ingest(
                    ADA,
                    at("order/" + i, "order.paid", 100 * i + 30),
                    at("order/" + i, "order.placed", 100 * i));
        }
    }

    @Test
    void a_sequence_is_in_order_of_occurrence_with_the_events_that_show_it() {
        orders();
        Result result = find(Kind.SEQUENCE);

        Pattern found = result.patterns().getFirst();
        assertThat(result.patterns()).hasSize(1);
        assertThat(found.types()).containsExactly("order.placed", "order.paid");
        assertThat(found.support()).isEqualTo(ORDERS);
        assertThat(found.lift()).isEqualTo(2);
        assertThat(found.examples())
                .startsWith(List.of(new Position(2), new Position(1)))
                .hasSize(3);
        assertThat(result.groups()).isEqualTo(ORDERS);
        assertThat(result.events()).isEqualTo(2 * ORDERS);
        assertThat(result.cut()).isNull();
    }

    @Test
    void a_window_holds_the_whole_sequence() {
        orders();

        assertThat(patterns(Kind.SEQUENCE, Duration.ofMinutes(30))).isNotEmpty();
        assertThat(patterns(Kind.SEQUENCE, Duration.ofMinutes(29))).isEmpty();
    }

    private List<Pattern> patterns(Kind kind, Duration window) {
        return asked(kind, Within.SUBJECT, window).in(test.memory, Vantage.NOW).patterns();
    }

    @Test
    void types_co_occur_in_a_part_of_time_if_there_is_a_window() {
        Random random = new Random(1);
        List<Ingest.Item> items = new ArrayList<>();
        for (int day = 0; day < 200; day++) {
            int minute = day * 24 * 60 + random.nextInt(600);
            String[] types =
                    day % 4 == 0
                            ? new String[] {"rain.fell", "roof.leaked"}
                            : new String[] {"sun.shone"};
            for (String type : types) {
                items.add(at("house/1", type, minute));
            }
        }
        ingest(ADA, items.toArray(Ingest.Item[]::new));

        assertThat(patterns(Kind.CO_OCCURRENCE, Duration.ofDays(1)))
                .singleElement()
                .satisfies(pair -> {
                    assertThat(pair.types()).containsExactly("rain.fell", "roof.leaked");
                    assertThat(pair.support()).isEqualTo(50);
                    assertThat(pair.jaccard()).isEqualTo(1);
                    assertThat(pair.lift()).isBetween(3.9, 4.1);
                });
        assertThat(find(Kind.CO_OCCURRENCE).patterns()).isEmpty();
    }

    @Test
    void frequencies_count_events_and_groups() {
        orders();
        ingest(ADA, at("order/0", "order.paid", 5));

        assertThat(find(Kind.FREQUENCY).patterns())
                .extracting(Pattern::types, Pattern::events, Pattern::support)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                List.of("order.paid"), ORDERS + 1, ORDERS),
                        org.assertj.core.groups.Tuple.tuple(
                                List.of("order.placed"), ORDERS, ORDERS));
    }

    @Test
    void a_session_is_a_group_and_what_is_outside_of_sessions_is_in_none() {
        for (int i = 0; i < ORDERS; i++) {
            Writer writer = new Writer("ada", "s" + i, null, null, null, null);
            ingest(
                    writer,
                    at("page/" + i % 7, "page.opened", i),
                    at("cart/" + i % 5, "cart.filled", i));
        }
        ingest(ADA, at("page/1", "page.opened", 1));
        Result result = asked(Kind.SEQUENCE, Within.SESSION, null).in(test.memory, Vantage.NOW);

        assertThat(result.groups()).isEqualTo(ORDERS);
        assertThat(result.events()).isEqualTo(2 * ORDERS);
        assertThat(result.patterns().getFirst().types())
                .containsExactly("page.opened", "cart.filled");
    }

    @Test
    void what_is_hidden_is_in_no_pattern_but_was_in_the_past() {
        orders();
        Result before = find(Kind.SEQUENCE);
        Position end = test.memory.position();
        EventQuery paid =
                new EventQuery(List.of(), List.of("order.paid"), List.of(), null, null, null, null);
        HideEvents dry = new HideEvents(List.of(), paid, Scope.ALL, "a test", Consent.DRY_RUN);
        String token = test.memory.hide(dry, ADA).confirmToken();
        test.memory.hide(
                new HideEvents(List.of(), paid, Scope.ALL, "a test", Consent.confirmed(token)),
                ADA);

        assertThat(find(Kind.SEQUENCE).patterns()).isEmpty();
        assertThat(asked(Kind.SEQUENCE, Within.SUBJECT, null).in(test.memory, TestMemory.asOf(end)))
                .isEqualTo(before);
    }

    @Test
    void a_support_and_a_window_that_mean_nothing_are_refused() {
        assertThatThrownBy(() -> asked(Kind.SEQUENCE, Within.SUBJECT, Duration.ZERO))
                .hasMessageContaining("window must be longer than 0");
        assertThatThrownBy(() ->
                        new FindPatterns(EventQuery.ALL, Kind.SEQUENCE, Within.SUBJECT, 0, null))
                .hasMessageContaining("min_support");
    }
}
