package dev.everlog.memory.custom;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** How one value is made of the candidates that events brought. Pure. */
public enum Policy {
    /** A null takes the value away. */
    LAST,
    FIRST,
    /** Numbers before texts. */
    MAX,
    /** Numbers before texts. */
    MIN,
    SUM,
    COUNT,
    /** In order of appearance, each once; what is in lists counts one by one. */
    SET,
    /** In order of appearance; what is in lists counts one by one. */
    LIST,
    /** By the member {@code confidence} of the event's data, 0 without; of equals the last. */
    MOST_CONFIDENT,
    /** Objects into each other, RFC 7396: a null takes a member away. */
    MERGE;

    /**
     * What was made, and of which candidates.
     *
     * @param value null node for none
     * @param chosen oldest first
     */
    public record Choice(JsonNode value, List<Candidate> chosen) {}

    /** Whether a candidate can be used at all; if not, the projection stands still there. */
    boolean takes(JsonNode value) {
        return switch (this) {
            case SUM -> value.isNumber();
            case MAX, MIN -> value.isNumber() || value.isString();
            case MERGE -> value.isObject();
            case LAST, FIRST, COUNT, SET, LIST, MOST_CONFIDENT -> true;
        };
    }

    /** @param candidates that are visible, oldest first, each taken */
    Choice choose(List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return new Choice(this == COUNT ? LongNode.valueOf(0) : NullNode.instance, List.of());
        }
        return switch (this) {
            case LAST -> one(candidates.getLast());
            case FIRST -> one(candidates.getFirst());
            case MAX -> one(candidates.stream().max(BY_VALUE).orElseThrow());
            case MIN -> one(candidates.stream().min(BY_VALUE).orElseThrow());
            case MOST_CONFIDENT -> one(candidates.stream().max(BY_CONFIDENCE).orElseThrow());
            case SUM -> new Choice(DecimalNode.valueOf(sum(candidates)), candidates);
            case COUNT -> new Choice(LongNode.valueOf(candidates.size()), candidates);
            case SET ->
                    new Choice(
                            list(candidates.stream().flatMap(Policy::each).distinct()), candidates);
            case LIST -> new Choice(list(candidates.stream().flatMap(Policy::each)), candidates);
            case MERGE -> new Choice(merged(candidates), candidates);
        };
    }

    /** Whether it picks one candidate, so that another one may contradict it. */
    boolean picksOne() {
        return this == LAST || this == FIRST || this == MOST_CONFIDENT;
    }

    private static final Comparator<Candidate> BY_VALUE =
            Comparator.<Candidate, Boolean>comparing(each -> each.value().isString())
                    .thenComparing((a, b) ->
                            a.value().isNumber() && b.value().isNumber()
                                    ? a.value().decimalValue().compareTo(b.value().decimalValue())
                                    : a.value().asString().compareTo(b.value().asString()));

    private static final Comparator<Candidate> BY_CONFIDENCE =
            Comparator.comparingDouble(Candidate::confidence)
                    .thenComparingLong(Candidate::position);

    private static Choice one(Candidate candidate) {
        return new Choice(candidate.value(), List.of(candidate));
    }

    private static BigDecimal sum(List<Candidate> candidates) {
        return candidates.stream()
                .map(each -> each.value().decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Stream<JsonNode> each(Candidate candidate) {
        return candidate.value().isArray()
                ? candidate.value().valueStream()
                : Stream.of(candidate.value());
    }

    private static ArrayNode list(Stream<JsonNode> values) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach(list::add);
        return list;
    }

    private static ObjectNode merged(List<Candidate> candidates) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        candidates.forEach(each -> merge(merged, (ObjectNode) each.value()));
        return merged;
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> member : new ArrayList<>(patch.properties())) {
            JsonNode value = member.getValue();
            if (value.isNull()) {
                target.remove(member.getKey());
            } else if (value instanceof ObjectNode inner) {
                ObjectNode into =
                        target.get(member.getKey()) instanceof ObjectNode known
                                ? known
                                : target.putObject(member.getKey());
                merge(into, inner);
            } else {
                target.set(member.getKey(), value);
            }
        }
    }
}
