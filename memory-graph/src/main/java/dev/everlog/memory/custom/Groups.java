package dev.everlog.memory.custom;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a projection has folded: for each subject and field all candidates there ever were, so that the value as of any
 * position is chosen when it is read. About 100 bytes a candidate. Changed by one thread, under the lock of its reader.
 */
public final class Groups {
    /**
     * A candidate that its policy cannot use, or an event that cannot be folded.
     *
     * @param policy null for an event as a whole
     * @param found the kind of value, or what went wrong
     */
    public record Fault(long position, String field, @Nullable Policy policy, String found) {
        /** An event that cannot be folded, or a definition that cannot be read. */
        public static Fault of(long position, RuntimeException cause) {
            return new Fault(position, "", null, cause.getClass().getSimpleName());
        }

        @Override
        public String toString() {
            return policy == null
                    ? "cannot fold e" + position + ": " + found
                    : "field "
                            + field
                            + " cannot take "
                            + found
                            + " (policy "
                            + policy.name().toLowerCase(Locale.ROOT)
                            + ") at e"
                            + position;
        }
    }

    /**
     * A field as it is seen.
     *
     * @param candidates visible ones, oldest first
     */
    public record Value(Field field, Policy.Choice choice, List<Candidate> candidates) {}

    private final List<Field> fields;
    private final NavigableMap<String, List<List<Candidate>>> bySubject = new TreeMap<>();
    private final List<Fault> faults = new ArrayList<>();

    public Groups(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /**
     * Keeps a candidate, or the fault that it is none.
     *
     * @param field index in the order of the definition
     */
    public void add(String subject, int field, Candidate candidate) {
        Policy policy = fields.get(field).policy();
        boolean nothing = candidate.value().isNull();
        if (nothing && policy != Policy.LAST) {
            return;
        }
        if (!policy.takes(candidate.value())) {
            faults.add(
                    new Fault(
                            candidate.position(),
                            fields.get(field).name(),
                            policy,
                            candidate.value().getNodeType().name().toLowerCase(Locale.ROOT)));
        } else {
            candidates(subject).get(field).add(candidate);
        }
    }

    private List<List<Candidate>> candidates(String subject) {
        return bySubject.computeIfAbsent(
                subject,
                absent ->
                        fields.stream().<List<Candidate>>map(each -> new ArrayList<>(2)).toList());
    }

    /** The first visible candidate that could not be used, null if there is none: there the projection stands still. */
    public @Nullable Fault fault(LongPredicate sees) {
        return faults.stream().filter(each -> sees.test(each.position())).findFirst().orElse(null);
    }

    /** Subjects of which anything is visible, in order of the alphabet, after one of them if it is given. */
    public List<String> subjects(@Nullable String after, int most, LongPredicate sees) {
        return (after == null ? bySubject : bySubject.tailMap(after, false))
                .entrySet().stream()
                        .filter(each -> isSeen(each.getValue(), sees))
                        .limit(most)
                        .map(Map.Entry::getKey)
                        .toList();
    }

    private static boolean isSeen(List<List<Candidate>> columns, LongPredicate sees) {
        return columns.stream().flatMap(List::stream).anyMatch(each -> sees.test(each.position()));
    }

    /** The fields of a subject, none if nothing of it is visible. */
    public List<Value> values(String subject, LongPredicate sees) {
        List<List<Candidate>> columns = bySubject.get(subject);
        if (columns == null || !isSeen(columns, sees)) {
            return List.of();
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            List<Candidate> seen =
                    columns.get(i).stream().filter(each -> sees.test(each.position())).toList();
            values.add(new Value(field, field.policy().choose(seen), seen));
        }
        return values;
    }

    /** Whether a policy picked one candidate though another is there. */
    public static boolean isPicked(Value value) {
        return value.field().policy().picksOne();
    }

    /** Takes each candidate and fault, in an order that is the same for the same content. */
    public interface Visitor {
        void candidate(String subject, int field, long position, JsonNode value, double confidence);

        void fault(Fault fault);
    }

    public void visit(Visitor visitor) {
        bySubject.forEach((subject, columns) -> {
            for (int field = 0; field < columns.size(); field++) {
                for (Candidate each : columns.get(field)) {
                    visitor.candidate(
                            subject, field, each.position(), each.value(), each.confidence());
                }
            }
        });
        faults.forEach(visitor::fault);
    }

    /** As it is now, to be read by another thread. Copies the lists, not the values. */
    public Groups copy() {
        Groups copy = new Groups(fields);
        bySubject.forEach((subject, columns) ->
                copy.bySubject.put(
                        subject, columns.stream().<List<Candidate>>map(ArrayList::new).toList()));
        copy.faults.addAll(faults);
        return copy;
    }

    /** For a state that is read back. */
    public void add(Fault fault) {
        faults.add(fault);
    }
}
