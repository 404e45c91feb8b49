package dev.everlog.server;

import dev.everlog.eventlog.StoredEvent;
import java.io.BufferedReader;
import java.io.Reader;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON Lines: one object in a line, the data as they were written, to the digit. */
final class EventLines implements EventFormat {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public Sink write(Writer out) {
        return event -> out.append(line(event)).append('\n');
    }

    private static String line(StoredEvent event) {
        ObjectNode head = JSON.createObjectNode();
        Map<String, String> fields = EventFields.of(event);
        fields.forEach(head::put);
        head.put("position", event.position().value()).put("version", event.version());
        head.remove("data");
        String text = head.toString();
        // Line breaks in JSON are white space: within a text they are escaped.
        String data = event.data().replace('\n', ' ').replace('\r', ' ');
        return text.substring(0, text.length() - 1) + ",\"data\":" + data + "}";
    }

    @Override
    public Source read(Reader in) {
        BufferedReader lines = new BufferedReader(in);
        return () -> {
            String line = lines.readLine();
            return line == null ? null : members(line);
        };
    }

    /** The members of the outermost object; of what is not a text, the characters that it was written with. */
    private static Map<String, String> members(String line) {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it does not begin with {");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                int from = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
                parser.skipChildren();
                int to = Math.toIntExact(parser.currentLocation().getCharOffset());
                members.put(
                        name,
                        value == JsonToken.VALUE_STRING
                                ? parser.getString()
                                : line.substring(from, to));
            }
        }
        return members;
    }
}
