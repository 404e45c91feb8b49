package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What an event is searched by. If it brought the text of a memory or node, that text as recall knows it, with who said
 * it: then both share one vector. Else its type, and behind it every string in its data, at any depth, in the order in
 * which they stand; at most {@link Remember#MAX_TEXT} characters in all. Names of members, numbers, subjects and times
 * are no text: filters find them. An erased event has its type only. Pure.
 */
public final class EventText {
    private EventText() {}

    /** Never empty. As dear as parsing the data. */
    public static String of(StoredEvent event) {
        return Rows.brought(event).map(TextVersion::indexed).orElseGet(() -> strings(event));
    }

    private static String strings(StoredEvent event) {
        List<String> strings = new ArrayList<>();
        add(Json.object(event.data()), strings);
        String text = event.type() + (strings.isEmpty() ? "" : ": ") + String.join("; ", strings);
        return text.substring(0, Math.min(text.length(), Remember.MAX_TEXT));
    }

    private static void add(JsonNode node, List<String> strings) {
        if (node.isString()) {
            strings.add(node.stringValue());
        }
        node.values().forEach(each -> add(each, strings));
    }
}
