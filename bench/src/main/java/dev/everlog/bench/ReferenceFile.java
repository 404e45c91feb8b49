package dev.everlog.bench;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.TailOptions;
import dev.everlog.memory.Memory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The memories of a large memory as the official memory server keeps them: an entity each, related to whom it is about. */
final class ReferenceFile {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final BufferedWriter lines;
    private final Set<String> people = new HashSet<>();

    private ReferenceFile(BufferedWriter lines) {
        this.lines = lines;
    }

    /** @param data of a large memory that no server has open */
    static void write(Path data, Path file) throws IOException {
        var options = TailOptions.of(Durability.PROCESS);
        try (var log = new EventLog(FileTail.open(data.resolve("default/log"), options));
                var events = log.read(Position.NONE);
                var lines = Files.newBufferedWriter(file)) {
            var reference = new ReferenceFile(lines);
            for (StoredEvent event = events.next(); event != null; event = events.next()) {
                if (Memory.text(event).isPresent()) {
                    reference.add(event);
                }
            }
        }
    }

    private void add(StoredEvent memory) throws IOException {
        JsonNode data = JSON.readTree(memory.data());
        entity(memory.subject(), "memory", data.path("text").asString());
        for (JsonNode about : data.path("about")) {
            String person = about.path("node").asString();
            if (people.add(person)) {
                entity(person, "person", "is known");
            }
            line(
                    Map.of(
                            "type",
                            "relation",
                            "from",
                            memory.subject(),
                            "to",
                            person,
                            "relationType",
                            "about"));
        }
    }

    private void entity(String name, String type, String observation) throws IOException {
        line(
                Map.of(
                        "type",
                        "entity",
                        "name",
                        name,
                        "entityType",
                        type,
                        "observations",
                        List.of(observation)));
    }

    private void line(Map<String, ?> members) throws IOException {
        lines.write(JSON.writeValueAsString(members));
        lines.newLine();
    }
}
