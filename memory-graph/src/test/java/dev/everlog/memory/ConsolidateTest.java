package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.memory.Consolidate.Action;
import dev.everlog.memory.Consolidate.Kind;
import dev.everlog.memory.Consolidate.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsolidateTest {
    private static final Instant NOW = TestMemory.START.plus(Duration.ofDays(1));

    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    private static Consolidate asked(Set<Kind> kinds, List<String> apply, Consent consent) {
        return new Consolidate(null, kinds, apply, 100, Scope.ALL, NOW, consent);
    }

    private Consolidate.Result preview(Kind... kinds) {
        return asked(Set.of(kinds), List.of(), Consent.DRY_RUN).preview(test.memory, Vantage.NOW);
    }

    private Consolidate.Result apply(Kind... kinds) {
        String token = preview(kinds).confirmToken();
        return asked(Set.of(kinds), List.of(), new Consent(false, token)).in(test.memory, ADA);
    }

    private Proposal only(Kind kind) {
        assertThat(preview(kind).proposals()).hasSize(1);
        return preview(kind).proposals().getFirst();
    }

    private void undoneAllIsAsBefore(List<String> before, Consolidate.Result done) {
        assertThat(VisibleState.of(test)).isNotEqualTo(before);
        done.applied().reversed().forEach(each -> test.restore(each.undo()));
        assertThat(VisibleState.of(test)).isEqualTo(before);
    }

    @Test
    void of_two_memories_that_say_the_same_one_stays_with_the_links_of_both() {
        test.node("person", "Ada");
        test.node("topic", "Breakfast");
        test.remember("Ada prefers green tea in the morning", "Ada", "Breakfast");
        test.remember("Ada really prefers green tea in the morning", "Ada");
        List<String> before = VisibleState.of(test);

        Proposal proposal = only(Kind.DUPLICATES);
        Consolidate.Result done = apply(Kind.DUPLICATES);

        assertThat(proposal.action()).isEqualTo(Action.MERGE);
        assertThat(proposal.keep()).isEqualTo("n4");
        assertThat(proposal.drop()).isEqualTo("n3");
        assertThat(proposal.reason()).isEqualTo("both say the same; 88 % of their words in common");
        assertThat(test.texts(Vantage.NOW))
                .containsExactly("Ada really prefers green tea in the morning");
        assertThat(test.edges("Breakfast", Vantage.NOW)).hasSize(1);
        assertThat(preview(Kind.DUPLICATES).proposals()).isEmpty();
        undoneAllIsAsBefore(before, done);
        assertThat(only(Kind.DUPLICATES)).isEqualTo(proposal);
    }

    @Test
    void planted_duplicates_are_found_and_facts_that_differ_in_a_name_or_a_number_are_left_alone() {
        List<String> duplicates =
                List.of(
                        "The staging server is in Frankfurt",
                        "staging server is in Frankfurt",
                        "Deploys happen on Tuesday after the morning meeting",
                        "The deploys happen on Tuesday, after the morning meeting!",
                        "Grace leads the storage team in Oslo",
                        "Grace leads the storage team in Oslo since the spring",
                        "Invoices are sent on the first day of each month",
                        "Invoices are sent on the first working day of each month",
                        "Bob is allergic to peanuts and almonds",
                        "Bob is allergic to peanuts and to almonds");
        duplicates.forEach(test::remember);
        for (String name :
                List.of("Ada", "Bob", "Grace", "Linus", "Margaret", "Edsger", "Barbara")) {
            test.remember("The favourite drink of " + name + " in the office is black coffee");
            test.remember(name + " reports to the head of the platform team in Oslo");
            test.remember("The desk of " + name + " has number " + name.length() + " on floor 2");
        }
        test.remember("Ada taught Grace how to brew tea");
        test.remember("Grace taught Ada how to brew tea");
        test.remember("The door is never locked at night");
        test.remember("The door is locked at night");

        List<Proposal> found = preview(Kind.DUPLICATES).proposals();
        long right =
                found.stream()
                        .filter(each ->
                                duplicates.indexOf(each.says().getFirst()) / 2
                                        == duplicates.indexOf(each.says().getLast()) / 2)
                        .filter(each -> duplicates.contains(each.says().getFirst()))
                        .count();
        System.err.printf(
                "duplicates: precision %.2f, recall %.2f of %d planted among %d memories%n",
                (double) right / found.size(),
                right / (duplicates.size() / 2.0),
                duplicates.size() / 2,
                test.texts(Vantage.NOW).size());

        assertThat(right).isEqualTo(found.size()).isEqualTo(duplicates.size() / 2);
    }

    @Test
    void the_same_about_others_at_other_times_or_by_others_is_not_the_same() {
        test.node("person", "Ada");
        test.node("person", "Bob");
        test.remember("prefers tea to coffee", "Ada");
        test.remember("prefers tea to coffee", "Bob");
        remember("works from home", new Validity(TestMemory.START, NOW), "Ada", null);
        remember("works from home", Validity.ALWAYS, "Ada", null);
        remember("nobody was late", Validity.ALWAYS, "Ada", "Ada");
        remember("nobody was late", Validity.ALWAYS, "Ada", "Bob");
        event("The build broke", TestMemory.START);
        event("The build broke", TestMemory.START.plus(Duration.ofDays(3)));

        assertThat(preview(Kind.DUPLICATES).proposals()).isEmpty();
    }

    private void remember(String text, Validity validity, String about, String speaker) {
        test.memory.remember(
                new Remember(
                        text,
                        null,
                        List.of(about),
                        null,
                        null,
                        speaker,
                        List.of(),
                        validity,
                        null,
                        null),
                ADA);
    }

    private void event(String text, Instant when) {
        test.memory.remember(
                new Remember(
                        text,
                        MemoryKind.EVENT,
                        List.of(),
                        null,
                        when,
                        null,
                        List.of(),
                        Validity.ALWAYS,
                        null,
                        null),
                ADA);
    }

    @Test
    void of_two_nodes_of_one_type_with_nearly_the_same_name_one_takes_over_links_and_properties() {
        test.memory.addNode(
                new AddNode(
                        "company",
                        "Globex Corporation",
                        Json.empty().put("city", "Oslo"),
                        null,
                        null,
                        Validity.ALWAYS),
                ADA);
        test.memory.addNode(
                new AddNode(
                        "company",
                        "Globex Corporatoin",
                        Json.empty().put("vat", "NO 1").put("city", "Rome"),
                        null,
                        null,
                        Validity.ALWAYS),
                ADA);
        test.node("place", "Globex Corporation");
        test.node("company", "Server 1001");
        test.node("company", "Server 1002");
        test.node("person", "Ada");
        test.edge("company/globex-corporatoin", "employs", "Ada");
        test.edge("company/globex-corporation", "likes", "Ada");
        test.edge("company/globex-corporation", "knows", "Ada");
        test.remember("A memory of it", "company/globex-corporatoin");
        List<String> before = VisibleState.of(test);

        assertThat(only(Kind.DUPLICATES).says())
                .containsExactly("Globex Corporatoin", "Globex Corporation");
        Consolidate.Result done = apply(Kind.DUPLICATES);

        assertThat(test.edges("company/globex-corporation", Vantage.NOW))
                .anyMatch(edge -> edge.endsWith("employs person/ada"))
                .anyMatch(edge -> edge.contains(" about "))
                .hasSize(4);
        assertThat(
                        test.memory
                                .read(Vantage.NOW, reading -> reading.node(1))
                                .properties()
                                .toString())
                .isEqualTo("{\"city\":\"Oslo\",\"vat\":\"NO 1\"}");
        undoneAllIsAsBefore(before, done);
    }

    @Test
    void of_two_memories_that_contradict_each_other_the_newer_wins_and_the_other_ends() {
        test.remember("The meeting is on floor 3");
        test.remember("The meeting is on floor 4");
        List<String> before = VisibleState.of(test);

        Proposal proposal = only(Kind.CONTRADICTIONS);
        Consolidate.Result done = apply(Kind.CONTRADICTIONS);

        assertThat(proposal.action()).isEqualTo(Action.SUPERSEDE);
        assertThat(proposal.reason()).isEqualTo("the numbers differ; n2 is newer");
        assertThat(test.texts(Vantage.NOW.validAt(NOW)))
                .containsExactly("The meeting is on floor 4");
        assertThat(test.edges("n1", Vantage.NOW)).singleElement().asString().contains("supersedes");
        assertThat(test.memory.memoryStats(Vantage.NOW).openContradictions()).isZero();
        undoneAllIsAsBefore(before, done);
        assertThat(test.memory.memoryStats(Vantage.NOW).openContradictions()).isOne();
    }

    @Test
    void more_confidence_wins_over_newer() {
        confident("The meeting is on floor 3", 0.9);
        confident("The meeting is on floor 4", 0.3);

        assertThat(only(Kind.CONTRADICTIONS).reason())
                .isEqualTo("the numbers differ; n1 is said with more confidence");
        apply(Kind.CONTRADICTIONS);

        assertThat(test.texts(Vantage.NOW)).containsExactly("The meeting is on floor 3");
    }

    private void confident(String text, double confidence) {
        test.memory.remember(
                new Remember(
                        text,
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        List.of(),
                        Validity.ALWAYS,
                        null,
                        confidence),
                ADA);
    }

    @Test
    void of_two_targets_of_a_functional_relation_the_later_wins_and_the_other_ends() {
        List.of("Ada", "Rome", "Oslo").forEach(name -> test.node("thing", name));
        test.memory.addEdge(hangsIn("Ada", "Rome", false), ADA);
        test.memory.addEdge(hangsIn("Ada", "Oslo", false), ADA);
        assertThat(preview(Kind.CONTRADICTIONS).proposals()).isEmpty();
        test.memory.addEdge(hangsIn("Oslo", "Rome", true), ADA);
        List<String> before = VisibleState.of(test);

        assertThat(only(Kind.CONTRADICTIONS).reason()).endsWith("the edge to n3 was told later");
        Consolidate.Result done = apply(Kind.CONTRADICTIONS);

        assertThat(test.memory.memoryStats(Vantage.NOW).openContradictions()).isZero();
        undoneAllIsAsBefore(before, done);
    }

    private static AddEdge hangsIn(String source, String target, boolean functional) {
        return new AddEdge(
                source, target, "hangs_in", Json.empty(), null, Validity.ALWAYS, functional);
    }

    @Test
    void what_has_ended_is_retired_and_comes_back_when_that_is_undone() {
        remember("The office is in Rome", new Validity(null, TestMemory.START), "Rome", null);
        remember("The office is in Oslo", new Validity(TestMemory.START, null), "Oslo", null);
        List<String> before = VisibleState.of(test);

        assertThat(only(Kind.STALE).reason()).isEqualTo("it ended 2026-01-01T00:00:00Z");
        Consolidate.Result done = apply(Kind.STALE);

        assertThat(test.texts(Vantage.NOW)).containsExactly("The office is in Oslo");
        undoneAllIsAsBefore(before, done);
    }

    @Test
    void what_nobody_was_served_for_a_year_is_stale_only_where_the_ledger_has_been_kept_so_long() {
        long used = test.remember("The old printer needs paper").receipt().last().value();
        test.remember("The older printer needs toner");
        Instant later = TestMemory.START.plus(Duration.ofDays(500));
        Consolidate asked =
                new Consolidate(
                        null,
                        Set.of(Kind.STALE),
                        List.of(),
                        100,
                        Scope.ALL,
                        later,
                        Consent.DRY_RUN);
        assertThat(asked.preview(test.memory, Vantage.NOW).proposals()).isEmpty();

        RecallLedger.Entry entry =
                new RecallLedger.Entry("memory_recall", "q", 2, List.of(used), ADA.session("s"));
        test.memory.record(List.of(entry));
        test.clock.set(later.minus(Duration.ofDays(10)));
        test.memory.record(List.of(entry));

        assertThat(asked.preview(test.memory, Vantage.NOW).proposals())
                .extracting(each -> each.says().getFirst())
                .containsExactly("The older printer needs toner");
    }

    @Test
    void some_proposals_can_be_applied_by_their_ids_and_what_is_gone_is_not_found() {
        List.of("one", "two")
                .forEach(word -> {
                    test.remember("The word of today is " + word);
                    test.remember("The word of today is " + word);
                });
        List<Proposal> proposals = preview(Kind.DUPLICATES).proposals();
        assertThat(proposals).hasSize(2);
        Consolidate one =
                asked(Set.of(Kind.DUPLICATES), List.of(proposals.getLast().id()), Consent.GO);

        Consolidate.Result done = one.in(test.memory, ADA);

        assertThat(done.applied())
                .extracting(Consolidate.Applied::id)
                .containsExactly(proposals.getLast().id());
        assertThat(preview(Kind.DUPLICATES).proposals()).containsExactly(proposals.getFirst());
        assertThatThrownBy(() -> one.in(test.memory, ADA)).hasMessageContaining("no proposal");
        assertThatThrownBy(() ->
                        asked(Set.of(), List.of(), Consent.confirmed("c-x")).in(test.memory, ADA))
                .isInstanceOf(MemoryException.class);
    }

    @Test
    void proposals_as_of_a_position_are_those_of_a_log_that_ends_there() {
        test.remember("The staging server is in Frankfurt");
        test.remember("staging server is in Frankfurt");
        List<Proposal> then = preview().proposals();
        var position = test.memory.position();
        test.remember("The staging server is in Frankfurt am Main");
        apply(Kind.DUPLICATES);

        assertThat(then).isNotEmpty();
        assertThat(
                        asked(Set.of(), List.of(), Consent.DRY_RUN)
                                .preview(test.memory, TestMemory.asOf(position))
                                .proposals())
                .isEqualTo(then);
    }

    @Test
    void only_what_concerns_the_scope_is_proposed() {
        test.remember("Ada prefers green tea", "Ada");
        test.remember("Ada prefers green tea", "Ada");
        test.remember("Bob prefers black tea", "Bob");
        test.remember("Bob prefers black tea", "Bob");
        Consolidate ofBob =
                new Consolidate("Bob", Set.of(), List.of(), 100, Scope.ALL, NOW, Consent.DRY_RUN);

        assertThat(ofBob.preview(test.memory, Vantage.NOW).proposals())
                .extracting(each -> each.says().getFirst())
                .containsExactly("Bob prefers black tea");
    }
}
