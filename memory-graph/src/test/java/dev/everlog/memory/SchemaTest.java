package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static dev.everlog.memory.TestMemory.asOf;
import static dev.everlog.memory.TestMemory.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.EagerSnapshots;
import dev.everlog.memory.custom.Compatibility;
import dev.everlog.memory.custom.SchemaMode;
import dev.everlog.memory.custom.Violation;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class SchemaTest {
    private static final String TOTAL =
            "{'type':'object','required':['total'],'properties':{'total':{'type':'number'}}}";

    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    private static RegisterSchema request(
            String schema, @Nullable SchemaMode mode, @Nullable Compatibility kept) {
        return new RegisterSchema("order.placed", json(schema), mode, kept, false);
    }

    private static ObjectNode json(String text) {
        return Json.object(text.replace('\'', '"'));
    }

    private RegisterSchema.Result register(String schema, SchemaMode mode) {
        return test.memory.registerSchema(request(schema, mode, null), ADA);
    }

    private Ingest.Result order(Object total) {
        return test.ingest(
                "order/7",
                "order.placed",
                data -> data.set("total", Json.MAPPER.valueToTree(total)));
    }

    private TypeSchemas only(Vantage vantage) {
        return test.memory.schemas("order.placed", vantage).getFirst();
    }

    @Test
    void an_enforced_schema_refuses_the_whole_batch_and_says_where_and_why() {
        register(TOTAL, SchemaMode.ENFORCE);
        Position before = test.memory.position();
        Ingest batch =
                new Ingest(
                        List.of(
                                item("order/7", "order.placed", data -> data.put("total", 4)),
                                item("order/8", "order.placed", data -> data.put("total", "x")),
                                item("order/9", "order.placed", data -> {})));

        assertThatThrownBy(() -> test.memory.ingest(batch, ADA))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.INVALID))
                .hasMessageContaining(
                        "event 1 does not match schema v1 of order.placed: /total: found a text of 1"
                                + " characters, wanted type \"number\"")
                .hasMessageContaining("event 2")
                .hasMessageContaining("/total: found nothing, wanted a value, it is required")
                .hasMessageContaining("nothing was appended");
        assertThat(test.memory.position()).isEqualTo(before);
        assertThat(order(5).warnings()).isEmpty();
    }

    @Test
    void a_warning_schema_lets_the_event_in_and_the_answer_says_so() {
        register(TOTAL, SchemaMode.WARN);

        Ingest.Result result = order("much");

        assertThat(result.receipt().last()).isEqualTo(new Position(2));
        assertThat(result.warnings())
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.index()).isZero();
                    assertThat(warning.version()).isOne();
                    assertThat(warning.violations())
                            .extracting(Violation::path)
                            .containsExactly("/total");
                });
    }

    @Test
    void a_schema_that_is_off_and_one_of_another_type_do_not_matter() {
        register(TOTAL, SchemaMode.OFF);

        assertThat(order("much").warnings()).isEmpty();
        register(TOTAL, SchemaMode.ENFORCE);
        assertThat(test.ingest("order/7", "order.paid", data -> {}).warnings()).isEmpty();
    }

    @Test
    void versions_count_and_the_last_one_is_in_force() {
        register(TOTAL, SchemaMode.ENFORCE);
        RegisterSchema.Result second =
                register("{'properties':{'total':{'type':'number'}}}", SchemaMode.WARN);

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.compatibility()).isEqualTo(Compatibility.BACKWARD);
        assertThat(order("x").warnings()).extracting(Mismatch::version).containsExactly(2L);
        assertThat(only(Vantage.NOW).versions())
                .extracting(TypeSchemas.Version::version)
                .containsExactly(2L, 1L);
        assertThat(only(asOf(new Position(1))).versions()).hasSize(1);
        assertThat(test.memory.schemas(null, asOf(Position.NONE))).isEmpty();
    }

    @Test
    void the_same_again_appends_nothing() {
        register(TOTAL, SchemaMode.ENFORCE);

        RegisterSchema.Result again = test.memory.registerSchema(request(TOTAL, null, null), ADA);

        assertThat(again.receipt()).isNull();
        assertThat(again.version()).isOne();
        assertThat(test.memory.position()).isEqualTo(new Position(1));
    }

    @Test
    void backward_means_that_what_was_written_under_the_old_one_is_accepted_by_the_new_one() {
        register(TOTAL, SchemaMode.WARN);
        String optional = "{'type':'object','properties':{'total':{'type':'number'}}}";
        String more = TOTAL.replace("['total']", "['total','currency']");

        assertThatThrownBy(() -> register(more, SchemaMode.WARN))
                .hasMessageContaining("not compatible with v1")
                .hasMessageContaining("backward: /required/currency: it may be missing");
        assertThat(test.memory.position()).isEqualTo(new Position(1));
        assertThat(register(optional, SchemaMode.WARN).version()).isEqualTo(2);
    }

    @Test
    void forward_means_that_what_is_written_under_the_new_one_is_accepted_by_the_old_one() {
        register(TOTAL, SchemaMode.WARN);
        String optional = "{'type':'object','properties':{'total':{'type':'number'}}}";
        String more = TOTAL.replace("['total']", "['total','currency']");

        assertThatThrownBy(() ->
                        test.memory.registerSchema(
                                request(optional, null, Compatibility.FORWARD), ADA))
                .hasMessageContaining("forward: /required/total: it may be missing");
        assertThat(
                        test.memory
                                .registerSchema(request(more, null, Compatibility.FORWARD), ADA)
                                .version())
                .isEqualTo(2);
    }

    @Test
    void full_means_both_and_none_means_neither() {
        register(TOTAL, SchemaMode.WARN);
        String more = TOTAL.replace("['total']", "['total','currency']");

        assertThatThrownBy(() ->
                        test.memory.registerSchema(request(more, null, Compatibility.FULL), ADA))
                .hasMessageContaining("backward: ");
        assertThat(
                        test.memory
                                .registerSchema(
                                        request("{'type':'array'}", null, Compatibility.NONE), ADA)
                                .version())
                .isEqualTo(2);
    }

    @Test
    void a_dry_run_counts_the_stored_events_that_do_not_match_and_shows_the_newest() {
        for (int i = 0; i < 20; i++) {
            order(i % 2 == 0 ? "text" : i);
        }
        RegisterSchema dry =
                new RegisterSchema("order.placed", json(TOTAL), SchemaMode.ENFORCE, null, true);

        RegisterSchema.Result preview = test.memory.registerSchema(dry, ADA);

        assertThat(preview.receipt()).isNull();
        assertThat(preview.stored().checked()).isEqualTo(20);
        assertThat(preview.stored().mismatching()).isEqualTo(10);
        assertThat(preview.stored().examples())
                .extracting(RegisterSchema.Example::event)
                .containsExactly(
                        new Position(19),
                        new Position(17),
                        new Position(15),
                        new Position(13),
                        new Position(11));
        assertThat(test.memory.position()).isEqualTo(new Position(20));
    }

    @Test
    void a_dry_run_tells_what_breaks_instead_of_refusing() {
        register(TOTAL, SchemaMode.WARN);
        RegisterSchema dry =
                new RegisterSchema(
                        "order.placed", json(TOTAL.replace("number", "integer")), null, null, true);

        assertThat(test.memory.registerSchema(dry, ADA).breaks())
                .singleElement()
                .asString()
                .contains("/properties/total");
    }

    @Test
    void counts_and_what_is_inferred_leave_out_what_is_hidden() {
        order(5);
        Position wrong = order("much").receipt().last();
        assertThat(infer(Vantage.NOW).schema().at("/properties/total/type").size()).isEqualTo(2);

        test.memory.hide(new HideEvents(List.of(wrong), null, Scope.ALL, "wrong", Consent.GO), ADA);

        assertThat(only(Vantage.NOW).events()).isOne();
        assertThat(infer(Vantage.NOW).schema().at("/properties/total"))
                .hasToString("{\"type\":\"integer\",\"minimum\":5,\"maximum\":5}");
        assertThat(infer(asOf(wrong)).from()).isEqualTo(2);
        assertThat(only(asOf(wrong)).events()).isEqualTo(2);
    }

    private TypeSchemas.Inferred infer(Vantage vantage) {
        return test.memory.inferSchema("order.placed", 100, vantage);
    }

    @Test
    void a_registration_cannot_be_hidden() {
        Position rule = register(TOTAL, SchemaMode.ENFORCE).receipt().last();

        HideEvents.Result result =
                test.memory.hide(
                        new HideEvents(List.of(rule), null, Scope.ALL, "no", Consent.GO), ADA);

        assertThat(result.skipped()).singleElement().asString().contains("a rule stays visible");
        assertThatThrownBy(() -> order("x")).hasMessageContaining("does not match");
    }

    @Test
    void no_event_slips_in_while_another_process_registers_its_schema() throws Exception {
        AtomicInteger accepted = new AtomicInteger();
        try (TestMemory other = test.other(1)) {
            Thread writer =
                    new Thread(() -> {
                        for (int i = 0; i < 300; i++) {
                            try {
                                other.ingest("order/1", "order.placed", data -> {});
                                accepted.incrementAndGet();
                            } catch (MemoryException e) {
                                break;
                            }
                        }
                    });
            writer.start();
            while (test.memory.position().value() < 30) {
                Thread.onSpinWait();
            }
            Position rule = register(TOTAL, SchemaMode.ENFORCE).receipt().last();
            writer.join();

            assertThat(accepted.get()).isEqualTo((int) rule.value() - 1);
            assertThat(other.memory.position()).isEqualTo(rule);
        }
    }

    @Test
    void another_process_and_a_start_from_a_snapshot_come_to_the_same(@TempDir Path directory)
            throws Exception {
        register(TOTAL, SchemaMode.ENFORCE);
        order(5);
        EagerSnapshots writing = new EagerSnapshots(directory, "views", 1);
        try (TestMemory saving = test.other(1, writing)) {
            assertThat(saving.memory.digests()).isEqualTo(test.memory.digests());
            writing.awaitWritten(saving.memory.position());
        }
        EagerSnapshots reading = new EagerSnapshots(directory, "views", Integer.MAX_VALUE);
        try (TestMemory started = test.other(2, reading)) {
            assertThat(started.memory.digests()).isEqualTo(test.memory.digests());
            assertThat(reading.read()).isEqualTo(test.memory.position());
            assertThatThrownBy(() -> started.ingest("order/1", "order.placed", data -> {}))
                    .hasMessageContaining("does not match schema v1");
        }
    }
}
