package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static dev.everlog.memory.TestMemory.PAGE;
import static dev.everlog.memory.TestMemory.asOf;
import static dev.everlog.memory.TestMemory.keyed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.Position;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HidingTest {
    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    private HideEvents.Result hide(Consent consent, Position... events) {
        return test.memory.hide(
                new HideEvents(List.of(events), null, Scope.ALL, "a test", consent), ADA);
    }

    @Test
    void a_forgotten_memory_is_gone_from_every_read_and_there_as_of_before() {
        Remember.Result secret = test.remember("The code is 4711", "Safe");

        Forget.Result gone = test.forget(secret.handle());

        assertThat(test.texts(Vantage.NOW)).isEmpty();
        assertThat(test.edges("Safe", Vantage.NOW)).isEmpty();
        assertThat(test.memory.events(EventQuery.ALL, PAGE, Vantage.NOW).items().toString())
                .doesNotContain("4711");
        assertThat(test.memory.history(new History(secret.handle()), PAGE, Vantage.NOW).toString())
                .doesNotContain("4711");
        assertThatThrownBy(() ->
                        test.memory.reconstruct(
                                new Reconstruct(secret.key(), Reconstruct.Merge.DEEP, true),
                                Vantage.NOW))
                .hasMessageContaining("no visible event");
        assertThat(test.texts(asOf(secret.receipt().last()))).containsExactly("The code is 4711");
        assertThat(gone.nodes()).extracting(NodeRow::handle).containsExactly(secret.handle());
    }

    @Test
    void restoring_a_deletion_undoes_exactly_what_it_hid() {
        Remember.Result a = test.remember("alpha is the first letter");
        Remember.Result b = test.remember("omega is the last one of them");
        Position deletionOfA = hide(Consent.GO, a.receipt().last()).undo();
        hide(Consent.GO, b.receipt().last());

        RestoreEvents.Result restored = test.restore(deletionOfA);

        assertThat(restored.restored()).containsExactly(a.receipt().last());
        assertThat(test.texts(Vantage.NOW)).containsExactly("alpha is the first letter");
    }

    @Test
    void hiding_a_correction_brings_the_old_text_back() {
        test.memory.remember(keyed("drink", "Ada prefers tea"), ADA);
        Remember.Result wrong = test.memory.remember(keyed("drink", "Ada prefers coffee"), ADA);

        hide(Consent.GO, wrong.receipt().last());

        assertThat(test.texts(Vantage.NOW)).containsExactly("Ada prefers tea");
    }

    @Test
    void what_is_hidden_already_or_an_act_of_hiding_is_left_alone_and_said_so() {
        Remember.Result a = test.remember("alpha");
        Position act = hide(Consent.GO, a.receipt().last()).undo();

        HideEvents.Result again = hide(Consent.GO, a.receipt().last(), act);

        assertThat(again.receipt()).isNull();
        assertThat(again.skipped())
                .hasSize(2)
                .anyMatch(why -> why.contains("hidden already"))
                .anyMatch(why -> why.contains("restore_events"));
    }

    @Test
    void what_cannot_come_back_is_said() {
        Remember.Result a = test.remember("alpha");

        RestoreEvents.Result restored =
                test.memory.restore(
                        new RestoreEvents(
                                null,
                                List.of(a.receipt().last()),
                                null,
                                Scope.ALL,
                                "a test",
                                Consent.GO),
                        ADA);

        assertThat(restored.receipt()).isNull();
        assertThat(restored.impossible()).containsExactly("e1: not hidden");
    }

    @Test
    void a_dry_run_changes_nothing_and_its_token_opens_the_real_call() {
        Position a = test.remember("alpha").receipt().last();
        Position b = test.remember("beta").receipt().last();

        HideEvents.Result dry = hide(Consent.DRY_RUN, a, b);

        assertThat(dry.hidden()).containsExactly(a, b);
        assertThat(test.memory.position()).isEqualTo(b);
        assertThatThrownBy(() -> hide(Consent.GO, a, b))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(MemoryException.Kind.INVALID);
                            assertThat(e.hint()).contains("dry_run: true");
                        });
        assertThat(hide(Consent.confirmed(dry.confirmToken()), a, b).hidden())
                .containsExactly(a, b);
    }

    @Test
    void a_dry_run_shows_a_token_only_where_one_is_wanted() {
        Position a = test.remember("alpha").receipt().last();

        assertThat(hide(Consent.DRY_RUN, a).confirmToken()).isNull();
        assertThat(test.memory.forget(forgetting("e1", Consent.DRY_RUN), ADA).confirmToken())
                .isNull();
        assertThat(test.memory.forget(forgetting("e1", Consent.GO), ADA).events()).isOne();
    }

    private static Forget forgetting(String what, Consent consent) {
        return new Forget(List.of(what), "a test", false, Scope.ALL, consent);
    }

    @Test
    void a_token_does_not_open_what_was_not_looked_at() {
        Position a = test.remember("alpha").receipt().last();
        Position b = test.remember("beta").receipt().last();
        Position c = test.remember("gamma").receipt().last();
        String token = hide(Consent.DRY_RUN, a, b).confirmToken();

        assertThatThrownBy(() -> hide(Consent.confirmed(token), a, b, c))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.CONFLICT));
        assertThat(test.texts(Vantage.NOW)).hasSize(3);
    }

    @Test
    void hiding_and_restoring_by_filter_meet_the_same_events() {
        test.ingest("order/1", "order.placed", data -> data.put("total", 5));
        test.ingest("order/1", "order.shipped", data -> data.put("total", 5));
        EventQuery shipped =
                new EventQuery(
                        List.of("order/*"),
                        List.of("order.ship*"),
                        List.of(),
                        null,
                        null,
                        null,
                        null);

        HideEvents.Result hidden =
                test.memory.hide(
                        new HideEvents(List.of(), shipped, Scope.ALL, "a test", Consent.GO), ADA);
        assertThat(hidden.hidden()).containsExactly(new Position(2));
        assertThat(test.memory.logStats(Vantage.NOW).byType()).doesNotContainKey("order.shipped");

        RestoreEvents.Result restored =
                test.memory.restore(
                        new RestoreEvents(
                                null, List.of(), shipped, Scope.ALL, "a test", Consent.GO),
                        ADA);
        assertThat(restored.restored()).containsExactly(new Position(2));
        assertThat(test.memory.logStats(Vantage.NOW).byType()).containsEntry("order.shipped", 1L);
    }

    @Test
    void a_forgotten_node_takes_its_edges_along_and_they_do_not_come_back_with_its_name() {
        test.node("person", "Ada");
        test.node("company", "Acme");
        test.edge("Ada", "works_at", "Acme");

        test.forget("person/ada");
        test.remember("Ada called", "person/ada");

        assertThat(test.edges("person/ada", Vantage.NOW))
                .allMatch(edge -> edge.contains(" about "));
        assertThat(test.edges("Acme", Vantage.NOW)).isEmpty();
    }

    @Test
    void only_a_cascade_takes_the_memories_about_a_node_along() {
        test.node("person", "Ada");
        test.remember("Ada called", "Ada");
        Forget cascade =
                new Forget(List.of("person/ada"), "a test", true, Scope.ALL, Consent.DRY_RUN);
        Forget plain =
                new Forget(List.of("person/ada"), "a test", false, Scope.ALL, Consent.DRY_RUN);

        assertThat(test.memory.forget(plain, ADA).nodes()).hasSize(1);
        assertThat(test.memory.forget(cascade, ADA).nodes()).hasSize(2);
    }

    @Test
    void history_tells_every_version_and_who_changed_what() {
        test.memory.remember(keyed("drink", "Ada prefers tea"), ADA);
        Remember.Result second =
                test.memory.remember(keyed("drink", "Ada prefers coffee"), Writer.of("grace"));

        List<History.Version> versions =
                test.memory.history(new History("drink"), PAGE, Vantage.NOW).versions().items();

        assertThat(versions).hasSize(2);
        assertThat(versions.getLast().event().event().origin().actor()).isEqualTo("grace");
        assertThat(versions.getLast().differences())
                .extracting(History.Difference::path)
                .containsExactly("text");
        Position act = hide(Consent.GO, second.receipt().last()).undo();
        assertThat(
                        test.memory
                                .history(new History("drink"), PAGE, Vantage.NOW)
                                .versions()
                                .items()
                                .getLast())
                .isEqualTo(new History.Version(second.receipt().last(), null, List.of(), act));
    }
}
