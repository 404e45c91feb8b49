package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.Consolidate.Applied;
import dev.everlog.memory.Consolidate.Kind;
import dev.everlog.memory.graph.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The rules of putting memory in order. Pure. */
final class DecideConsolidate {
    private static final Comparator<Proposed> SUREST_FIRST =
            Comparator.comparing((Proposed each) -> each.proposal().kind())
                    .thenComparing(each -> each.proposal().sure(), Comparator.reverseOrder())
                    .thenComparing(Proposed::order, Comparator.reverseOrder())
                    .thenComparing(each -> each.proposal().id());

    private DecideConsolidate() {}

    /** What is proposed now, and what was left out for the next time. */
    private record Plan(List<Proposed> proposed, int more) {
        String token() {
            return Consents.token("consolidate" + ids(), List.of());
        }

        private List<String> ids() {
            return proposed.stream().map(each -> each.proposal().id()).toList();
        }
    }

    static Consolidate.Result preview(Reading reading, Consolidate request) {
        Plan plan = plan(reading, request);
        return new Consolidate.Result(
                null,
                plan.proposed.stream().map(Proposed::proposal).toList(),
                List.of(),
                plan.more,
                Consents.shown(plan.token(), plan.proposed.size()));
    }

    static Decision decide(Reading reading, Consolidate request, Instant at) {
        Plan plan = plan(reading, request);
        Consents.check(request.consent(), plan.token(), plan.proposed.size());
        Reading scoped = reading.in(request.scope());
        List<Decision.Draft> drafts = new ArrayList<>();
        Set<String> guarded = new HashSet<>(Set.of(MemoryEvent.VISIBILITY));
        for (Proposed each : plan.proposed) {
            Followed followed = Followed.of(scoped, each.step(), at);
            drafts.addAll(followed.drafts());
            guarded.addAll(followed.guarded());
            drafts.add(
                    Decision.Draft.of(
                            MemoryEvent.VISIBILITY,
                            at,
                            new MemoryEvent.Consolidated(
                                    each.proposal().id(),
                                    each.proposal().reason(),
                                    followed.hidden(),
                                    followed.drafts().size())));
        }
        drafts.forEach(draft -> guarded.add(draft.subject()));
        return new Decision(drafts, new AppendCondition.Unchanged(guarded, reading.position()));
    }

    /** The answer, from what was written alone. */
    static Consolidate.Result answer(Optional<Written> written) {
        List<Applied> applied =
                written.stream()
                        .flatMap(each -> each.batch().stream())
                        .flatMap(DecideConsolidate::applied)
                        .toList();
        return new Consolidate.Result(
                written.map(Written::receipt).orElse(null), List.of(), applied, 0, null);
    }

    private static Stream<Applied> applied(StoredEvent event) {
        return MemoryEventCodec.decode(event)
                        instanceof
                        MemoryEvent.Consolidated(
                                String proposal,
                                String reason,
                                List<Long> hidden,
                                int wrote)
                ? Stream.of(new Applied(proposal, event.position(), reason, hidden.size(), wrote))
                : Stream.empty();
    }

    private static Plan plan(Reading all, Consolidate request) {
        Reading reading = all.in(request.scope());
        List<Proposed> compatible = new ArrayList<>();
        proposed(reading, request)
                .filter(concerns(reading, request))
                .sorted(SUREST_FIRST)
                .forEach(each -> {
                    if (compatible.stream().noneMatch(each::collidesWith)) {
                        compatible.add(each);
                    }
                });
        if (!request.apply().isEmpty()) {
            return new Plan(chosen(compatible, request.apply()), 0);
        }
        int shown = Math.min(request.most(), compatible.size());
        return new Plan(compatible.subList(0, shown), compatible.size() - shown);
    }

    private static Stream<Proposed> proposed(Reading reading, Consolidate request) {
        return Stream.of(Kind.values())
                .filter(request.kinds()::contains)
                .flatMap(kind ->
                        switch (kind) {
                            case DUPLICATES ->
                                    Stream.concat(
                                            DuplicateTexts.in(reading), DuplicateNodes.in(reading));
                            case CONTRADICTIONS -> OpenContradictions.in(reading);
                            case STALE -> StaleMemories.in(reading, request.now());
                        });
    }

    private static List<Proposed> chosen(List<Proposed> all, List<String> ids) {
        return ids.stream()
                .distinct()
                .map(id ->
                        all.stream()
                                .filter(each -> each.proposal().id().equals(id))
                                .findFirst()
                                .orElseThrow(() -> gone(id)))
                .toList();
    }

    private static MemoryException gone(String id) {
        return MemoryException.notFound(
                "there is no proposal " + id + " now",
                "call with dry_run: true, and apply ids of its answer");
    }

    private static Predicate<Proposed> concerns(Reading reading, Consolidate request) {
        String about = request.about();
        if (about == null) {
            return any -> true;
        }
        Set<Integer> near = new HashSet<>();
        Node node = References.resolve(reading, about);
        near.add(node.number());
        reading.links(
                node.number(),
                (other, _, _, _) -> {
                    near.add(other);
                    return true;
                });
        return each ->
                switch (each.step()) {
                    case Proposed.MergeMemories(Node keep, Node drop) ->
                            near.contains(keep.number()) || near.contains(drop.number());
                    case Proposed.MergeNodes(Node keep, Node drop) -> keep == node || drop == node;
                    case Proposed.EndMemory(Node keep, Node drop, _) ->
                            near.contains(keep.number()) || near.contains(drop.number());
                    case Proposed.EndEdge(var keep, _, _) -> keep.source() == node;
                    case Proposed.Retire(Node drop) -> near.contains(drop.number());
                };
    }
}
