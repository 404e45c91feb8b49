package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Position;
import dev.everlog.memory.graph.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** The rules of undoing work. Pure; for one reading. */
final class DecideUndo {
    private final Reading before;
    private final Reading after;
    private final UndoWork request;
    private final DecideHide.Plan plan;

    private DecideUndo(Reading before, UndoWork request, DecideHide.Plan plan) {
        this.before = before;
        this.request = request;
        this.plan = plan;
        Set<Long> hidden = Set.copyOf(plan.positions());
        Set<Long> shown = Set.copyOf(plan.others());
        this.after =
                before.seeing(event ->
                        shown.contains(event) || (before.sees(event) && !hidden.contains(event)));
    }

    static DecideUndo of(Reading reading, UndoWork request) {
        Set<Long> work = work(reading, request);
        EventIndex index = reading.states().index();
        List<Long> acts =
                work.stream()
                        .filter(at -> MemoryEventCodec.concernsVisibility(index.type(at)))
                        .toList();
        List<Long> rules =
                work.stream().filter(at -> MemoryEventCodec.isRule(index.type(at))).toList();
        Set<Long> hide = new TreeSet<>(work);
        hide.removeAll(acts);
        hide.removeAll(rules);
        hide.removeIf(at -> !reading.sees(at));
        List<Long> show = new ArrayList<>();
        ActsWithout.of(reading, acts)
                .forEach((event, hidden) -> {
                    if (!work.contains(event) && hidden == reading.sees(event)) {
                        (hidden ? hide : show).add(event);
                    }
                });
        return new DecideUndo(reading, request, plan(reading, hide, show, rules));
    }

    private static DecideHide.Plan plan(
            Reading reading, Set<Long> hide, List<Long> show, List<Long> rules) {
        EventIndex index = reading.states().index();
        List<String> kept =
                rules.stream()
                        .map(at -> "e" + at + ": " + DecideHide.whyStays(index.type(at)))
                        .toList();
        var limited = DecideHide.limited(hide.stream(), kept);
        return new DecideHide.Plan(limited.positions(), List.copyOf(show), limited.skipped());
    }

    /**
     * What is hidden already belongs to it, lest what hid it be turned back. What was served to a session is not its work:
     * why it believed what it did is asked when its work was undone.
     */
    private static Set<Long> work(Reading reading, UndoWork request) {
        Set<Long> work = new TreeSet<>();
        EventSearch search = new EventSearch(reading.in(request.scope()), request.which());
        LongStream.concat(search.visible(PageRequest.Order.ASC), search.hidden())
                .filter(at -> at > request.after().value() && at <= request.through().value())
                .filter(at -> !reading.isServing(at))
                .forEach(work::add);
        return work;
    }

    Decision decision(Instant now) {
        Consents.check(request.consent(), plan.token(), plan.things());
        MemoryEvent event =
                new MemoryEvent.EventsHidden(
                        plan.positions(),
                        request.reason(),
                        List.of(),
                        List.of(),
                        plan.others(),
                        true);
        return new Decision(
                plan.things() == 0
                        ? List.of()
                        : List.of(Decision.Draft.of(MemoryEvent.VISIBILITY, now, event)),
                new AppendCondition.Unchanged(Set.of(MemoryEvent.VISIBILITY), before.position()));
    }

    /** The answer, as of before it. */
    UndoWork.Result answer(Optional<Written> written) {
        Set<Node> touched = touched();
        return new UndoWork.Result(
                written.map(Written::receipt).orElse(null),
                written.map(each -> each.last().position()).orElse(null),
                plan.events(),
                DecideHide.positions(plan.others()),
                rows(touched, before, node -> shows(before, node) && !shows(after, node)),
                rows(touched, after, node -> !shows(before, node) && shows(after, node)),
                rows(touched, after, node -> shows(before, node) && shows(after, node)),
                plan.skipped(),
                conflicts(touched),
                written.isEmpty() ? plan.shownToken() : null);
    }

    private static boolean shows(Reading reading, Node node) {
        return reading.showsNode(node.number());
    }

    private static List<NodeRow> rows(Set<Node> nodes, Reading reading, Predicate<Node> wanted) {
        return nodes.stream().filter(wanted).map(node -> reading.node(node.number())).toList();
    }

    /** Nodes of which some version turns, in order of the log. */
    private Set<Node> touched() {
        Set<Node> touched = new LinkedHashSet<>();
        LongStream.concat(longs(plan.positions()), longs(plan.others()))
                .sorted()
                .mapToObj(event -> before.states().index().subject(event))
                .map(before.states().graph().graph::find)
                .forEach(node -> {
                    if (node != null) {
                        touched.add(node);
                    }
                });
        return touched;
    }

    private static LongStream longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue);
    }

    /** What others wrote about the same subjects later, and links of theirs that lose an end. */
    private List<String> conflicts(Set<Node> touched) {
        EventIndex index = before.states().index();
        List<String> conflicts = new ArrayList<>();
        for (long at : writtenOnTop()) {
            conflicts.add(
                    "e" + at + " " + index.subject(at) + " was written on top of it and stays");
        }
        touched.stream()
                .filter(node -> !shows(after, node))
                .flatMap(node -> lostLinks(node).stream())
                .forEach(conflicts::add);
        return conflicts;
    }

    private Set<Long> writtenOnTop() {
        EventIndex index = before.states().index();
        Set<String> subjects = new HashSet<>();
        Set<Long> later = new TreeSet<>();
        for (long event : plan.positions()) {
            String subject = index.subject(event);
            if (subjects.add(subject)) {
                index.positions(subject, before.position().value(), later::add);
                later.removeIf(at -> at <= event && index.subject(at).equals(subject));
            }
        }
        later.removeIf(at -> !after.sees(at));
        return later;
    }

    private Set<String> lostLinks(Node gone) {
        Set<String> lost = new LinkedHashSet<>();
        var graph = before.states().graph().graph;
        var edges = new HashSet<>(graph.outgoing(gone));
        edges.addAll(graph.incoming(gone));
        edges.stream()
                .filter(edge -> before.seen(edge) != null)
                .filter(edge -> edge.seen(after.sees()) != null)
                .filter(edge -> shows(after, edge.other(gone)))
                .map(edge -> edge.seen(after.sees()))
                .sorted((a, b) -> Long.compare(a.position(), b.position()))
                .forEach(seen ->
                        lost.add(
                                new Position(seen.position())
                                        + " links to n"
                                        + gone.number()
                                        + ", which is gone with it"));
        return lost;
    }
}
