package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static dev.everlog.memory.TestMemory.PAGE;
import static dev.everlog.memory.TestMemory.keyed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import dev.everlog.memory.recall.DerivedFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasing on a log on disk, by the process that asks for it, which here goes on with what it has folded. */
class EraseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration IMPATIENCE = Duration.ofMillis(50);
    private static final Writer AT_WORK = ADA.project("work");
    private static final Writer AT_HOME = ADA.project("home");

    @TempDir private Path tenant;

    private TestMemory test;

    @BeforeEach
    void open() {
        test = open(true);
    }

    @AfterEach
    void close() {
        test.close();
    }

    /** @param erases whether this process fulfils wishes */
    private TestMemory open(boolean erases) {
        var clock = new TestMemory.TestClock();
        TailOptions options = TailOptions.of(Durability.PROCESS, clock);
        DerivedFiles derived =
                new DerivedFiles(tenant.resolve("snapshots"), tenant.resolve("vectors"));
        Tail tail =
                FileTail.open(
                        tenant.resolve("log"), erases ? options.withDerived(derived) : options);
        return new TestMemory(clock, tail);
    }

    private static EventQuery at(Position... positions) {
        return EventQuery.ALL.among(List.of(positions));
    }

    private EraseEvents request(EventQuery which, Scope scope) {
        return new EraseEvents(which, scope, "request 17", Consent.DRY_RUN);
    }

    private EraseEvents.Result run(EraseEvents request) {
        return request.in(test.memory, ADA, PATIENCE);
    }

    private EraseEvents.Result erase(EventQuery which, Scope scope) {
        EraseEvents dry = request(which, scope);
        return run(dry.confirmed(run(dry).confirmToken()));
    }

    private EraseThings.Result eraseThings(boolean cascade, String... what) {
        Forget dry = new Forget(List.of(what), "asked for", cascade, Scope.ALL, Consent.DRY_RUN);
        EraseThings.Result preview = new EraseThings(dry).in(test.memory, ADA, PATIENCE);
        Consent consent = Consent.confirmed(String.valueOf(preview.events().confirmToken()));
        new EraseThings(new Forget(List.of(what), "asked for", cascade, Scope.ALL, consent))
                .in(test.memory, ADA, PATIENCE);
        return preview;
    }

    private Position order(Writer who, String of) {
        return test.ingest(who, "order/7", "order.placed", data -> data.put("of", of))
                .receipt()
                .last();
    }

    private Position end() {
        return test.memory.read(Vantage.NOW, Reading::position);
    }

    private List<Position> erased() {
        return test.memory.events(EventQuery.ALL, PAGE, TestMemory.asOf(end())).items().stream()
                .filter(StoredEvent::isErased)
                .map(StoredEvent::position)
                .toList();
    }

    @Test
    void an_erased_event_has_no_data_and_the_receipt_says_that_the_chain_is_as_before() {
        Position secret = order(ADA, "xyzzy");
        Position other = order(ADA, "tea");

        EraseEvents.Result done = erase(at(secret), Scope.ALL);

        assertThat(done.done())
                .singleElement()
                .satisfies(receipt -> {
                    assertThat(receipt.events()).isEqualTo(1);
                    assertThat(receipt.hashAfter()).isEqualTo(receipt.hashBefore()).hasSize(64);
                    assertThat(receipt.position().isAfter(other)).isTrue();
                });
        assertThat(done.types()).containsExactly(entry("order.placed", 1L));
        assertThat(erased()).containsExactly(secret);
        test.close();
        assertThat(FileTail.verify(tenant.resolve("log")).worst())
                .isEqualTo(VerifyReport.Kind.NOTE);
        open();
    }

    @Test
    void a_preview_changes_nothing_and_even_one_event_wants_its_token() {
        Position secret = order(ADA, "xyzzy");
        EraseEvents dry = request(at(secret), Scope.ALL);

        EraseEvents.Result preview = run(dry);

        assertThat(preview.events()).containsExactly(secret);
        assertThat(preview.receipt()).isNull();
        assertThat(end()).isEqualTo(secret);
        assertThatThrownBy(() -> run(dry.confirmed(null)))
                .hasMessage("erasing cannot be undone, and no confirm_token was given");
        assertThat(erased()).isEmpty();
    }

    @Test
    void a_token_opens_exactly_what_was_looked_at() {
        order(ADA, "xyzzy");
        EraseEvents dry =
                request(
                        new EventQuery(
                                List.of("order/7"), List.of(), List.of(), null, null, null, null),
                        Scope.ALL);
        String token = run(dry).confirmToken();
        order(ADA, "tea");

        assertThatThrownBy(() -> run(dry.confirmed(token)))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.CONFLICT));
        assertThat(erased()).isEmpty();
    }

    @Test
    void asked_again_by_token_or_by_key_it_gives_the_first_receipt() {
        EraseEvents dry = request(at(order(ADA, "xyzzy")), Scope.ALL);
        EraseEvents sure = dry.confirmed(run(dry).confirmToken());
        Writer keyed = ADA.idempotencyKey(new IdempotencyKey("once", "digest"));

        EraseEvents.Result first = sure.in(test.memory, keyed, PATIENCE);
        Position end = end();

        for (Writer who : List.of(keyed, ADA)) {
            EraseEvents.Result again = sure.in(test.memory, who, PATIENCE);
            assertThat(again.done()).isEqualTo(first.done());
            assertThat(again.types()).isEqualTo(first.types());
            assertThat(again.receipt()).matches(receipt -> receipt != null && receipt.duplicate());
        }
        assertThat(end()).isEqualTo(end);
    }

    @Test
    void with_a_memory_go_all_its_versions_the_hidden_ones_and_the_vectors_of_its_texts() {
        test.memory.remember(keyed("drink", "Ada likes xyzzy"), ADA);
        test.memory.embed(
                new EmbedText("drink", "m", EmbedText.direction(List.of(1.0, 2.0)), null), ADA);
        test.memory.remember(keyed("drink", "Ada likes tea"), ADA);
        test.memory.hide(
                new HideEvents(List.of(new Position(1)), null, Scope.ALL, "a slip", Consent.GO),
                ADA);
        test.remember("Bob likes mate");

        EraseThings.Result preview = eraseThings(false, "drink");

        assertThat(preview.events().events())
                .containsExactly(new Position(1), new Position(2), new Position(3));
        assertThat(preview.events().hidden()).isEqualTo(1);
        assertThat(preview.nodes()).hasSize(1);
        assertThat(dataOf(1, 2, 3)).containsOnly(Event.ERASED);
        assertThat(dataOf(5)).doesNotContain(Event.ERASED);
    }

    private List<String> dataOf(long... positions) {
        return Arrays.stream(positions)
                .mapToObj(at ->
                        test.memory.read(
                                Vantage.NOW, reading -> reading.event(new Position(at)).data()))
                .toList();
    }

    @Test
    void what_was_hidden_before_is_erased_by_its_key_and_the_preview_does_not_tell_it() {
        test.memory.remember(keyed("safe", "The code is xyzzy"), ADA);
        test.forget("safe");

        EraseThings.Result preview = eraseThings(false, "safe");

        assertThat(preview.nodes()).isEmpty();
        assertThat(preview.hidden()).isEqualTo(1);
        assertThat(preview.events().hidden()).isEqualTo(1);
        assertThat(dataOf(1)).containsOnly(Event.ERASED);
    }

    @Test
    void a_name_means_what_is_seen_before_what_is_hidden() {
        test.memory.addNode(AddNode.of("person", "Ada"), ADA);
        test.forget("Ada");
        test.memory.addNode(AddNode.of("town", "Ada"), ADA);

        EraseThings.Result preview = eraseThings(false, "Ada");

        assertThat(preview.nodes()).extracting(NodeRow::key).containsExactly("town/ada");
    }

    @Test
    void with_a_node_go_its_edges_and_by_cascade_the_memories_about_it() {
        test.node("person", "Ada");
        test.node("town", "Paris");
        test.edge("Ada", "lives_in", "Paris");
        test.remember("She hides xyzzy", "Ada");
        test.remember("It rains", "Paris");

        EraseThings.Result preview = eraseThings(true, "Ada");

        assertThat(preview.nodes()).hasSize(2);
        assertThat(preview.edges()).hasSize(1);
        assertThat(dataOf(1, 3, 4)).containsOnly(Event.ERASED);
        assertThat(dataOf(2, 5)).doesNotContain(Event.ERASED);
    }

    @Test
    void nothing_of_another_project_is_erased_neither_by_filter_nor_by_handle() {
        Position ours = order(AT_WORK, "tea");
        Position theirs = order(AT_HOME, "xyzzy");
        EventQuery all =
                new EventQuery(List.of("order/7"), List.of(), List.of(), null, null, null, null);

        EraseEvents.Result byHandle = run(request(at(ours, theirs), new Scope("work")));
        erase(all, new Scope("work"));

        assertThat(byHandle.events()).containsExactly(ours);
        assertThat(byHandle.kept()).containsExactly("e2: of another project; name it by project");
        assertThat(erased()).containsExactly(ours);
    }

    @Test
    void what_others_wrote_of_a_node_in_their_projects_stays_and_that_is_said() {
        test.memory.addNode(AddNode.of("person", "Ada"), AT_WORK);
        test.ingest("order/7", "order.placed", data -> data.put("of", "tea"));
        test.memory.addNode(AddNode.of("person", "Ada"), AT_HOME);
        Forget which =
                new Forget(List.of("Ada"), "asked for", false, new Scope("work"), Consent.DRY_RUN);

        EraseEvents.Result preview =
                new EraseThings(which).in(test.memory, AT_WORK, PATIENCE).events();

        assertThat(preview.events()).containsExactly(new Position(1));
        assertThat(preview.kept()).containsExactly("e3: of another project; name it by project");
    }

    @Test
    void acts_of_hiding_and_what_tells_of_erasing_stay_and_what_is_erased_is_not_erased_again() {
        Position secret = order(ADA, "xyzzy");
        Position act =
                test.memory
                        .hide(
                                new HideEvents(
                                        List.of(secret), null, Scope.ALL, "a slip", Consent.GO),
                                ADA)
                        .undo();
        Position wish = erase(at(secret), Scope.ALL).receipt().first();

        EraseEvents.Result again = run(request(at(secret, act, wish), Scope.ALL));

        assertThat(again.events()).isEmpty();
        assertThat(again.confirmToken()).isNull();
        assertThat(again.kept())
                .containsExactly(
                        "e1: erased already",
                        "e2: an act of hiding or restoring stays, else what it hides would be seen",
                        "e3: what tells of erasing stays");
    }

    @Test
    void a_wish_that_nobody_can_fulfil_now_is_told_as_such_and_fulfilled_by_the_next_process() {
        test.close();
        test = open(false);
        EraseEvents dry = request(at(order(ADA, "xyzzy")), Scope.ALL);
        EraseEvents sure = dry.confirmed(run(dry).confirmToken());

        assertThatThrownBy(() -> sure.in(test.memory, ADA, IMPATIENCE))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(MemoryException.Kind.BUSY);
                            assertThat(e.getMessage())
                                    .contains("e2 asks for is not erased yet")
                                    .contains("cannot be taken back");
                        });
        assertThat(dataOf(1)).containsExactly("{\"of\":\"xyzzy\"}");
        test.close();
        test = open(true);
        EraseEvents.Result done = run(sure);

        assertThat(done.receipt()).matches(receipt -> receipt != null && receipt.duplicate());
        assertThat(done.done()).hasSize(1);
        assertThat(dataOf(1)).containsExactly(Event.ERASED);
    }

    @Test
    void who_folded_before_it_was_erased_knows_as_much_of_it_as_who_folds_later() {
        erase(at(order(ADA, "xyzzy")), Scope.ALL);
        String before = test.memory.digests().get("events");
        test.close();
        test = open(true);

        assertThat(test.memory.digests().get("events")).isEqualTo(before);
    }

    @Test
    void asking_for_everything_is_refused() {
        assertThatThrownBy(() -> request(EventQuery.ALL, Scope.ALL))
                .hasMessageContaining("say which events");
    }
}
