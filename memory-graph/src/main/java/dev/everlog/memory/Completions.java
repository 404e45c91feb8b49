package dev.everlog.memory;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What a name that somebody is writing may become: what was met last comes first. For one reading; each costs a look at
 * every subject, node or event until enough are found.
 */
public final class Completions {
    /** Values: what MCP allows in one answer. */
    public static final int MOST = 100;

    private final Reading reading;
    private final EventIndex index;

    public Completions(Reading reading) {
        this.reading = reading;
        this.index = reading.states().index();
    }

    /** Kinds of subjects, {@code person}. At most {@link #MOST} + 1, as all of these. */
    public List<String> kinds(String start) {
        return some(subjects().map(subject -> subject.substring(0, subject.indexOf('/'))), start);
    }

    /** Ids of a kind: {@code ada} of {@code person/ada}. */
    public List<String> ids(String kind, String start) {
        String prefix = kind + "/";
        return some(
                subjects()
                        .filter(subject -> subject.startsWith(prefix))
                        .map(subject -> subject.substring(prefix.length())),
                start);
    }

    /** Names of nodes. */
    public List<String> names(String start) {
        return some(
                IntStream.iterate(reading.nodes(), number -> number > 0, number -> number - 1)
                        .filter(reading::showsNode)
                        .mapToObj(reading::name)
                        .filter(name -> !name.isEmpty()),
                start);
    }

    /** Handles of events, {@code e1042}. */
    public List<String> events(String start) {
        return some(
                LongStream.iterate(reading.position().value(), at -> at > 0, at -> at - 1)
                        .filter(this::isShown)
                        .mapToObj(at -> "e" + at),
                start);
    }

    /** Those of which an event is seen. */
    private Stream<String> subjects() {
        List<String> all = index.subjects().all();
        return all.reversed().stream().filter(this::isSeen);
    }

    private boolean isSeen(String subject) {
        boolean[] seen = {false};
        index.positions(subject, reading.position().value(), at -> seen[0] |= isShown(at));
        return seen[0];
    }

    private boolean isShown(long at) {
        return reading.sees(at) && reading.vantage().scope().includes(index.project(at));
    }

    private static List<String> some(Stream<String> values, String start) {
        String wanted = start.toLowerCase(Locale.ROOT);
        return values.filter(value -> value.toLowerCase(Locale.ROOT).startsWith(wanted))
                .distinct()
                .limit(MOST + 1L)
                .toList();
    }
}
