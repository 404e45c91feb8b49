package dev.everlog.memory.moving;

import dev.everlog.eventlog.StoredEvent;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Events as a table of Markdown. Nothing in a cell ends the cell, or is markup. */
final class Markdown {
    static final String HEAD =
            "| event | occurred | type | subject | by | data |\n|---|---|---|---|---|---|";

    private static final String MARKUP = "\\`*_{}[]<>()#+!|~&";

    private Markdown() {}

    /** Times to the second; erased data are {@code null}. */
    static String row(StoredEvent event) {
        return Stream.of(
                        event.position().toString(),
                        event.event().occurredAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                        event.type(),
                        event.subject(),
                        event.event().origin().actor(),
                        event.data())
                .map(Markdown::cell)
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String cell(String text) {
        StringBuilder cell = new StringBuilder();
        text.codePoints()
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .forEach(point -> {
                    if (MARKUP.indexOf(point) >= 0) {
                        cell.append('\\');
                    }
                    cell.appendCodePoint(point);
                });
        return cell.toString();
    }
}
