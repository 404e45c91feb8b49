package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.AnalyzeChanges.Change;
import dev.everlog.memory.AnalyzeChanges.Result;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Differences of the state of one subject, and who made them. For one reading. */
final class ChangeReads {
    private final Reading reading;
    private final String subject;
    private final long[] positions;

    private ChangeReads(Reading reading, String subject) {
        this.reading = reading;
        this.subject = subject;
        this.positions = EventReads.positions(reading, subject);
    }

    static Result changes(Reading reading, AnalyzeChanges asked) {
        long[] events = asked.events() == null ? null : between(reading, asked);
        List<String> subjects =
                events == null
                        ? List.of(
                                EventReads.subject(
                                        reading, Objects.requireNonNull(asked.subject())))
                        : Arrays.stream(events)
                                .mapToObj(reading.states().index()::subject)
                                .distinct()
                                .toList();
        List<String> looked =
                subjects.subList(0, Math.min(AnalyzeChanges.MAX_SUBJECTS, subjects.size()));
        return new Result(
                looked.stream()
                        .flatMap(one ->
                                new ChangeReads(reading, one)
                                        .changes(asked.from().value(), asked.to().value()).stream())
                        .toList(),
                looked.size(),
                looked.size() < subjects.size());
    }

    /** Also what is hidden by now: that is a change, too. */
    private static long[] between(Reading reading, AnalyzeChanges asked) {
        EventSearch search = new EventSearch(reading, Objects.requireNonNull(asked.events()));
        return LongStream.concat(search.visible(PageRequest.Order.ASC), search.hidden())
                .filter(at -> at > asked.from().value() && at <= asked.to().value())
                .sorted()
                .toArray();
    }

    private List<Change> changes(long from, long to) {
        if (positions.length == 0) {
            throw EventReads.unknown(reading, subject, 0);
        }
        ObjectNode before = stateAt(from);
        List<Difference> differences = Difference.between(before, stateAt(to));
        return made(differences, from, to);
    }

    /** Who made each value of a state what it is. */
    static List<Change> made(Reading reading, String subject, ObjectNode state) {
        return new ChangeReads(reading, subject)
                .made(Difference.leaves(state), 0, reading.position().value());
    }

    private List<Change> made(List<Difference> differences, long from, long to) {
        Map<String, Long> makers = makers(differences, from, to);
        return differences.stream()
                .map(difference -> change(difference, makers.getOrDefault(difference.path(), to)))
                .toList();
    }

    private Change change(Difference difference, long by) {
        EventIndex index = reading.states().index();
        return new Change(
                subject,
                difference,
                new Position(by),
                index.actor(by),
                Micros.instant(index.occurredMicros(by)));
    }

    /** For each path the last step at which its value changed. */
    private Map<String, Long> makers(List<Difference> differences, long from, long to) {
        Map<String, Long> makers = new HashMap<>();
        ObjectNode state = stateAt(from);
        Map<String, JsonNode> values = values(state, differences);
        for (long step : steps(from, to)) {
            state = step(state, step);
            Map<String, JsonNode> now = values(state, differences);
            for (Difference difference : differences) {
                String path = difference.path();
                if (!Objects.equals(values.get(path), now.get(path))) {
                    makers.put(path, step);
                }
            }
            values = now;
        }
        return makers;
    }

    /** Positions between both points at which the state may have changed: events, and what hid or restored them. */
    private NavigableSet<Long> steps(long from, long to) {
        NavigableSet<Long> steps = new TreeSet<>();
        Visibility visibility = reading.states().visibility();
        for (long position : positions) {
            steps.add(position);
            Arrays.stream(visibility.acts(position)).forEach(steps::add);
        }
        return steps.subSet(from, false, to, true);
    }

    private ObjectNode step(ObjectNode state, long step) {
        boolean event = Arrays.binarySearch(positions, step) >= 0;
        return event ? Json.mergeDeep(state, data(step)) : stateAt(step);
    }

    private ObjectNode stateAt(long end) {
        Visibility visibility = reading.states().visibility();
        ObjectNode state = Json.empty();
        Arrays.stream(positions)
                .filter(at -> visibility.sees(at, end))
                .forEach(at -> Json.mergeDeep(state, data(at)));
        return state;
    }

    private ObjectNode data(long position) {
        return Json.object(reading.event(position).data());
    }

    /** Copies, since folding on changes the state. */
    private static Map<String, JsonNode> values(ObjectNode state, List<Difference> differences) {
        Map<String, JsonNode> values = new HashMap<>();
        for (Difference difference : differences) {
            JsonNode value = state.at(difference.path());
            if (!value.isMissingNode()) {
                values.put(difference.path(), value.deepCopy());
            }
        }
        return values;
    }
}
