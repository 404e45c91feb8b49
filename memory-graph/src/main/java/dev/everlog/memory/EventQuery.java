package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Which events. Empty lists and nulls leave a criterion away; criteria are joined by "and", the values of one by "or".
 * Immutable.
 *
 * @param subjects exact, or all of a kind ({@code person/*})
 * @param types exact, or a prefix ({@code order.*})
 * @param payload each must hold for the data
 * @param since first occurredAt
 * @param until first occurredAt that is too late
 * @param positions only these
 */
public record EventQuery(
        List<String> subjects,
        List<String> types,
        List<PayloadFilter> payload,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String session,
        @Nullable String actor,
        List<Position> positions) {
    /** Every event. */
    public static final EventQuery ALL =
            new EventQuery(List.of(), List.of(), List.of(), null, null, null, null);

    /** At whatever positions. */
    public EventQuery(
            List<String> subjects,
            List<String> types,
            List<PayloadFilter> payload,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String session,
            @Nullable String actor) {
        this(subjects, types, payload, since, until, session, actor, List.of());
    }

    /** Every event of one of these types, exact or a prefix ({@code order.*}). */
    public static EventQuery ofTypes(String... types) {
        return new EventQuery(List.of(), List.of(types), List.of(), null, null, null, null);
    }

    public EventQuery {
        positions = List.copyOf(positions);
        subjects = List.copyOf(subjects);
        types = List.copyOf(types);
        payload = List.copyOf(payload);
        for (String subject : subjects) {
            if (subject.indexOf('/') < 1
                    || (subject.indexOf('*') >= 0 && !subject.endsWith("/*"))) {
                throw MemoryException.invalid(
                        "subjects are written kind/id or kind/*, was " + subject,
                        "for example person/ada, or person/* for all of a kind");
            }
        }
        for (String type : types) {
            if (type.isEmpty() || type.lastIndexOf('*', type.length() - 2) >= 0) {
                throw MemoryException.invalid(
                        "types are exact or a prefix with * at its end, was " + type,
                        "for example order.*");
            }
        }
        Checks.time("since", since);
        Checks.time("until", until);
        if (since != null && until != null && until.isBefore(since)) {
            throw MemoryException.invalid(
                    "until is before since, so no event can match",
                    "leave one of the two away, or swap them");
        }
    }

    /** The same, of these events only. */
    public EventQuery among(List<Position> wanted) {
        return new EventQuery(subjects, types, payload, since, until, session, actor, wanted);
    }

    /**
     * A condition on the data of an event.
     *
     * @param path dotted, {@code customer.name}, {@code items.0.sku}
     * @param value a list for IN; for EXISTS false asks for those without it, true or nothing for those with it
     */
    public record PayloadFilter(String path, Op op, JsonNode value) {
        public PayloadFilter {
            value = value == null ? NullNode.instance : value;
            Checks.line("path", path, Remember.MAX_LINE);
            if (op == Op.IN && !value.isArray()) {
                throw MemoryException.invalid(
                        "the value of IN at " + path + " must be a list",
                        "for example [\"paid\", \"open\"]");
            }
            if (op == Op.EXISTS && !value.isNull() && !value.isBoolean()) {
                throw MemoryException.invalid(
                        "EXISTS at " + path + " compares with nothing",
                        "true (or no value) for what has it, false for what has not; eq for a value");
            }
        }
    }

    /** How a value is compared; numbers with numbers, texts with texts, else it does not hold (NE then does). */
    public enum Op {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE,
        CONTAINS,
        IN,
        EXISTS
    }
}
