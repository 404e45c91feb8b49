package dev.everlog.memory.moving;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON Lines: one object in a line, the data as they were written, to the digit. */
public final class EventLines implements EventFormat {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public Sink write(OutputStream stream) {
        Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        return new Sink() {
            @Override
            public void put(StoredEvent event) throws IOException {
                out.append(line(event)).append('\n');
            }

            @Override
            public void end(Position last) throws IOException {
                out.append(object(EventFields.end(last)).toString()).append('\n').flush();
            }
        };
    }

    /** An event without the line break: equal for equal events, whatever log they are in. */
    public static String line(StoredEvent event) {
        ObjectNode head = object(EventFields.of(event)).put("version", event.version());
        head.remove("data");
        String text = head.toString();
        // Line breaks in JSON are white space: within a text they are escaped.
        String data = event.data().replace('\n', ' ').replace('\r', ' ');
        return text.substring(0, text.length() - 1) + ",\"data\":" + data + "}";
    }

    private static ObjectNode object(Map<String, String> fields) {
        ObjectNode object = JSON.createObjectNode();
        fields.forEach(object::put);
        return object.put("position", Long.parseLong(fields.getOrDefault("position", "0")));
    }

    @Override
    public Source read(Path file) throws IOException {
        return read(FieldSource.open(file));
    }

    static Source read(BufferedReader text) {
        return new FieldSource(new Lines(text));
    }

    private static final class Lines implements FieldSource.Rows {
        private final BufferedReader lines;
        private long number;

        Lines(BufferedReader lines) {
            this.lines = lines;
        }

        @Override
        public @Nullable Map<String, String> next() throws IOException {
            String line = lines.readLine();
            number++;
            return line == null ? null : members(line);
        }

        @Override
        public long line() {
            return number;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
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
