package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.DetectAnomalies.Anomaly;
import dev.everlog.memory.DetectAnomalies.Result;
import dev.everlog.memory.Timeline.Bucket;
import dev.everlog.memory.insight.Method;
import dev.everlog.memory.insight.Outlier.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DetectAnomaliesTest {
    private static final Instant START = TestMemory.START;

    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    private Result detect(@Nullable String path, @Nullable Bucket bucket, Method method) {
        return new DetectAnomalies(EventQuery.ALL, path, bucket, method, 1)
                .in(test.memory, Vantage.NOW);
    }

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    /** So many visits on a day, each with its number of pages. */
    private void visits(int day, int count, double pages) {
        List<Ingest.Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(
                    new Ingest.Item(
                            null,
                            "visit.made",
                            "page/home",
                            Json.empty().put("pages", pages),
                            day(day).plusSeconds(60L * i),
                            null,
                            null,
                            null));
        }
        test.memory.ingest(new Ingest(items), ADA);
    }

    @Test
    void a_day_with_too_many_and_one_with_none_are_told_with_what_was_expected() {
        for (int day = 0; day < 40; day++) {
            if (day != 30) {
                visits(day, day == 20 ? 90 : 30, 1);
            }
        }
        Result result = detect(null, Bucket.DAY, Method.MAD);

        assertThat(result.series()).isEqualTo(40);
        assertThat(result.anomalies())
                .extracting(Anomaly::kind, Anomaly::at)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Kind.DROP, day(30)),
                        org.assertj.core.groups.Tuple.tuple(Kind.SPIKE, day(20)));
        Anomaly spike = only(result, Kind.SPIKE);
        assertThat(spike.observed()).isCloseTo(90, within(1e-6));
        assertThat(spike.expected()).isCloseTo(30, within(1e-6));
        assertThat(spike.examples())
                .containsExactly(new Position(601), new Position(602), new Position(603));
        Anomaly drop = only(result, Kind.DROP);
        assertThat(drop.observed()).isCloseTo(0, within(1e-6));
        assertThat(drop.score()).isNegative();
        assertThat(drop.examples()).isEmpty();
    }

    private static Anomaly only(Result result, Kind kind) {
        return result.anomalies().stream()
                .filter(anomaly -> anomaly.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_ends_may_be_there_in_part_only_and_are_no_drops() {
        for (int day = 0; day < 30; day++) {
            visits(day, day == 0 || day == 29 ? 1 : 100, 1);
        }
        assertThat(detect(null, Bucket.DAY, Method.MAD).anomalies()).isEmpty();
    }

    @Test
    void with_a_season_a_busy_sunday_stands_out_though_mondays_are_busier() {
        for (int day = 0; day < 35; day++) {
            visits(day, day % 7 < 5 ? 80 : day == 19 ? 60 : 10, 1);
        }
        assertThat(detect(null, Bucket.DAY, Method.SEASONAL).anomalies())
                .extracting(Anomaly::at)
                .containsExactly(day(19));
        assertThat(detect(null, Bucket.DAY, Method.SEASONAL).note()).isNull();
        assertThat(detect(null, Bucket.WEEK, Method.SEASONAL).note()).contains("too few");
    }

    @Test
    void events_with_an_unusual_number_are_told_by_their_path() {
        for (int day = 0; day < 30; day++) {
            visits(day, 1, day == 12 ? 500 : 5 + day % 3);
        }
        test.ingest("page/home", "visit.made", data -> data.put("pages", "many"));
        Result result = detect("pages", null, Method.MAD);

        assertThat(result.events()).isEqualTo(30);
        assertThat(result.anomalies())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.observed()).isEqualTo(500);
                    assertThat(event.expected()).isEqualTo(6);
                    assertThat(event.examples()).containsExactly(new Position(13));
                    assertThat(event.at()).isEqualTo(day(12));
                });
    }

    @Test
    void medians_of_buckets_show_where_a_number_changed_for_good() {
        for (int day = 0; day < 40; day++) {
            visits(day, 5, day < 25 ? 10 + day % 3 : 40 + day % 3);
        }
        assertThat(detect("pages", Bucket.DAY, Method.IQR).anomalies())
                .singleElement()
                .satisfies(shift -> {
                    assertThat(shift.kind()).isEqualTo(Kind.SHIFT);
                    assertThat(shift.at()).isEqualTo(day(25));
                    assertThat(shift.expected()).isEqualTo(11);
                    assertThat(shift.observed()).isEqualTo(41);
                });
    }

    @Test
    void what_is_hidden_does_not_count_but_did_before() {
        for (int day = 0; day < 30; day++) {
            visits(day, day == 20 ? 90 : 30, 1);
        }
        Result before = detect(null, Bucket.DAY, Method.MAD);
        Position end = test.memory.position();
        List<Position> burst =
                java.util.stream.LongStream.range(601, 661).mapToObj(Position::new).toList();
        HideEvents dry = new HideEvents(burst, null, Scope.ALL, "a test", Consent.DRY_RUN);
        String token = test.memory.hide(dry, ADA).confirmToken();
        test.memory.hide(
                new HideEvents(burst, null, Scope.ALL, "a test", Consent.confirmed(token)), ADA);

        DetectAnomalies asked =
                new DetectAnomalies(
                        new EventQuery(
                                List.of("page/home"), List.of(), List.of(), null, null, null, null),
                        null,
                        Bucket.DAY,
                        Method.MAD,
                        1);
        assertThat(before.anomalies()).hasSize(1);
        assertThat(asked.in(test.memory, Vantage.NOW).anomalies()).isEmpty();
        assertThat(asked.in(test.memory, TestMemory.asOf(end))).isEqualTo(before);
    }

    @Test
    void what_cannot_be_asked_is_said() {
        visits(0, 1, 1);
        visits(2_000, 1, 1);
        assertThatThrownBy(() -> detect(null, Bucket.HOUR, Method.MAD))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.hint()).contains("take a larger bucket"))
                .hasMessageContaining("more than 20000 buckets");
        assertThatThrownBy(() -> detect(null, null, Method.MAD))
                .hasMessageContaining("need a bucket");
        assertThat(detect("pages", null, Method.MAD).note()).contains("too few");
    }
}
