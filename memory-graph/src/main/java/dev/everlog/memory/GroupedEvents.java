package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.FindPatterns.Pattern;
import dev.everlog.memory.FindPatterns.Result;
import dev.everlog.memory.PageRequest.Order;
import dev.everlog.memory.insight.EventGroups;
import dev.everlog.memory.insight.Frequency;
import dev.everlog.memory.insight.Patterns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The events that patterns are looked for in, grouped, and the names of their types. Immutable.
 *
 * @param types by their numbers in the groups, which are in order of appearance
 * @param newest whether older events were left out
 */
record GroupedEvents(EventGroups groups, List<String> types, boolean newest) {
    /** Events about a subject or in a session, and in one part of time. */
    private record Key(int of, long part) {}

    /** Looks at columns only, unless the query asks for what is in the data. */
    static GroupedEvents of(Reading reading, FindPatterns request) {
        EventIndex index = reading.states().index();
        long[] newestFirst =
                new EventSearch(reading, request.events())
                        .visible(Order.DESC)
                        .filter(at -> of(index, request, at) != Names.NONE)
                        .limit(FindPatterns.MAX_EVENTS + 1L)
                        .toArray();
        int size = Math.min(newestFirst.length, FindPatterns.MAX_EVENTS);
        var events = new EventGroups.Events(size);
        Map<Key, Integer> groups = new HashMap<>();
        Names types = new Names();
        for (int i = size - 1; i >= 0; i--) {
            long at = newestFirst[i];
            Key key = new Key(of(index, request, at), request.part(index.occurredMicros(at)));
            int group = groups.computeIfAbsent(key, _ -> groups.size());
            events.add(group, types.number(index.type(at)), index.occurredMicros(at), at);
        }
        return new GroupedEvents(EventGroups.of(events), types.all(), size < newestFirst.length);
    }

    private static int of(EventIndex index, FindPatterns request, long at) {
        return switch (request.within()) {
            case SUBJECT -> index.subjectNumber(at);
            case SESSION -> index.sessionNumber(at);
        };
    }

    Result frequencies(int minSupport) {
        return result(
                Frequency.of(groups, minSupport).stream().map(this::pattern).toList(), 0, false);
    }

    private Pattern pattern(Frequency one) {
        return new Pattern(
                List.of(types.get(one.type())),
                one.groups(),
                one.events(),
                null,
                null,
                null,
                null,
                one.examples().stream().map(at -> List.of(new Position(at))).toList());
    }

    Result answer(Patterns patterns) {
        return result(
                patterns.found().stream().map(this::pattern).toList(),
                patterns.tested(),
                patterns.cut());
    }

    private Pattern pattern(dev.everlog.memory.insight.Pattern found) {
        return new Pattern(
                found.types().stream().map(types::get).toList(),
                found.support(),
                null,
                found.expected(),
                found.lift(),
                found.ratio(),
                found.jaccard(),
                found.examples().stream()
                        .map(example -> example.stream().map(Position::new).toList())
                        .toList());
    }

    private Result result(List<Pattern> patterns, int tested, boolean cut) {
        List<String> limits =
                Stream.of(
                                newest ? "only the newest " + groups.events() + " events" : "",
                                cut ? "not all candidates" : "")
                        .filter(limit -> !limit.isEmpty())
                        .toList();
        return new Result(
                patterns,
                groups.groups(),
                groups.events(),
                tested,
                limits.isEmpty() ? null : String.join(", ", limits));
    }
}
