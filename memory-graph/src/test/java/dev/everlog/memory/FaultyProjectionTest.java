package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.tail.EagerSnapshots;
import dev.everlog.memory.custom.Field;
import dev.everlog.memory.custom.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyProjectionTest {
    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    /** What another release of Everlog, or a restored log, may hold. */
    private void append(int id, String subject, String type, String data) {
        test.tail.append(
                List.of(
                        new Event(
                                new UUID(99, id),
                                subject,
                                type,
                                TestMemory.START,
                                data,
                                new Origin("test", "ada", null, null, null, null),
                                null)),
                AppendCondition.always());
    }

    private void sums(String name) {
        test.memory.defineProjection(
                new DefineProjection(
                        name,
                        null,
                        new ProjectionDefinition(
                                List.of(),
                                List.of("order.*"),
                                List.of(),
                                "@subject",
                                List.of(new Field("v", null, Policy.COUNT)))),
                ADA);
    }

    @Test
    void one_that_throws_at_an_event_stands_still_there_and_everything_else_goes_on() {
        sums("p");
        test.remember("before");
        test.ingest("order/1", "order.noted", data -> data.put("v", 1));
        append(1, "order/1", "order.noted", "{\"v\": 1e99999999999}");
        append(2, "order/1", "order.noted", "{\"v\": 2}");
        test.remember("after");

        assertThat(test.texts(Vantage.NOW)).containsExactly("before", "after");
        ProjectionRows rows = test.memory.projection("p", null, 10, Vantage.NOW);
        assertThat(rows.trouble()).startsWith("cannot fold e4: ");
        assertThat(rows.position().value()).isEqualTo(3);
        assertThat(rows.rows().getFirst().fields().getFirst().value().asInt()).isOne();
        sums("q");
        assertThat(test.memory.projection("q", null, 10, Vantage.NOW).trouble())
                .startsWith("cannot fold e4: ");
        assertThat(test.memory.projections(Vantage.NOW)).hasSize(2);
    }

    @Test
    void one_whose_definition_cannot_be_read_stands_still_and_says_so_also_from_a_snapshot(
            @TempDir Path directory) throws Exception {
        sums("p");
        append(
                1,
                MemoryEvent.projectionSubject("new"),
                MemoryEventCodec.PROJECTION_DEFINED,
                "{\"name\": \"new\", \"definition\": {\"fields\": [{\"name\": \"v\", \"policy\": \"MEDIAN\"}]}}");
        test.ingest("order/1", "order.noted", data -> data.put("v", 1));

        told(test);
        EagerSnapshots saving = new EagerSnapshots(directory, "views", 1);
        test.other(1, saving).memory.read(Vantage.NOW, Reading::position);
        saving.awaitWritten(test.memory.position());
        told(test.other(2, new EagerSnapshots(directory, "views", Integer.MAX_VALUE)));
        sums("new");
        assertThat(test.memory.projection("new", null, 10, Vantage.NOW).trouble()).isNull();
    }

    private static void told(TestMemory test) {
        assertThat(test.memory.projection("p", null, 10, Vantage.NOW).trouble()).isNull();
        assertThat(test.memory.projections(Vantage.NOW))
                .extracting(ProjectionStatus::name)
                .containsExactly("new", "p");
        assertThat(test.memory.projection("new", null, 10, Vantage.NOW).trouble())
                .startsWith("cannot fold e2: ");
    }

    @Test
    void a_removed_one_is_gone_in_every_process_and_there_as_of_before() {
        sums("p");
        test.ingest("order/1", "order.noted", data -> data.put("v", 1));
        var there = test.memory.position();
        new RemoveProjection("p").in(test.memory, ADA);
        test.ingest("order/1", "order.noted", data -> data.put("v", 1));

        assertThat(test.memory.projections(Vantage.NOW)).isEmpty();
        assertThat(test.memory.projection("p", null, 10, TestMemory.asOf(there)).rows()).hasSize(1);
        TestMemory other = test.other(1);
        assertThat(other.memory.projections(Vantage.NOW)).isEmpty();
        assertThat(other.memory.digests()).isEqualTo(test.memory.digests());
        for (int i = 0; i < DefineProjection.MAX_PROJECTIONS; i++) {
            sums("p" + i);
        }
        assertThat(test.memory.projections(Vantage.NOW)).hasSize(DefineProjection.MAX_PROJECTIONS);
    }
}
