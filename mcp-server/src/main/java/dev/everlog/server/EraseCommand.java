package dev.everlog.server;

import dev.everlog.eventlog.Erasure;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.Memory;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code everlog erase}: data that must be nowhere any more, while servers go on. */
@Command(
        name = "erase",
        description =
                "Takes the data of events away from every file of the memory, for ever; see docs/how-to/erase-data.md. Events"
                        + " match when they match every kind of option that is given. Exit code 0, 1 when it is not done"
                        + " yet, 2 when nothing matches.")
final class EraseCommand implements Callable<Integer> {
    /** A large archive is read and written in a few minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final JsonMapper JSON = JsonMapper.shared();

    @Mixin private final DataOptions data;

    @Option(
            names = "--subject",
            paramLabel = "SUBJECT",
            description = "of events, for instance person/ada; repeatable")
    private List<String> subjects = new ArrayList<>();

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            description = "by handle or id, for instance e42; repeatable")
    private List<String> events = new ArrayList<>();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "of events, for instance order.shipped; repeatable")
    private List<String> types = new ArrayList<>();

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "stays in the log for ever: no personal data")
    private String reason = "";

    @Option(names = "--dry-run", description = "say what would go, and change nothing")
    private boolean dryRun;

    private final PrintStream answers;

    EraseCommand(Map<String, String> environment, PrintStream answers) {
        this.data = new DataOptions(environment);
        this.answers = answers;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (subjects.isEmpty() && events.isEmpty() && types.isEmpty()) {
            throw new ConfigurationException(
                    "say what to erase with --subject, --event or --type, for instance --subject"
                            + " person/ada");
        }
        Path memory = data.config().data();
        Path log = Wiring.existingLog(memory);
        ErasureFilter filter = new ErasureFilter(subjects, events, types);
        try (EventLog open =
                Wiring.log(Objects.requireNonNull(log.getParent()), data.config().durability())) {
            List<StoredEvent> chosen = chosen(open, filter);
            List<Erasure> erasures = erasures(chosen);
            tell(chosen);
            if (!dryRun) {
                for (Erasure each : erasures) {
                    answers.println(receipt(open, each));
                }
            }
            return 0;
        }
    }

    /** With a text go the vectors that were attached to it, which come later. */
    private static List<StoredEvent> chosen(EventLog log, ErasureFilter filter) {
        SequencedMap<Position, StoredEvent> chosen = new LinkedHashMap<>();
        try (EventCursor cursor = log.read(Position.NONE)) {
            for (StoredEvent next = cursor.next(); next != null; next = cursor.next()) {
                if (filter.matches(next)
                        || Memory.embeddedTextOf(next).filter(chosen::containsKey).isPresent()) {
                    chosen.put(next.position(), next.erased());
                }
            }
        }
        return List.copyOf(chosen.values());
    }

    private List<Erasure> erasures(List<StoredEvent> chosen) {
        if (chosen.isEmpty()) {
            throw new ConfigurationException(
                    "no event matches that has data to erase: `everlog export` shows what there is");
        }
        try {
            return Erasure.of(
                    Positions.of(chosen.stream().map(StoredEvent::position).toList()), reason);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("--reason: " + e.getMessage());
        }
    }

    private void tell(List<StoredEvent> chosen) {
        Map<String, Integer> byType = new TreeMap<>();
        chosen.forEach(each -> byType.merge(each.type(), 1, Integer::sum));
        PrintStream to = dryRun ? answers : System.err; // where the receipt is not
        String what = dryRun ? "would be erased" : "are to be erased";
        byType.forEach((type, count) -> to.println(count + " " + type + " " + what));
    }

    /** @param actor who wishes it */
    static StoredEvent erase(EventLog log, Erasure erasure, String actor)
            throws InterruptedException {
        Origin origin = Origin.of(Wiring.TENANT, actor);
        return log.erase(erasure.wish(Ids.uuidV7().next(), Instant.now(), origin), PATIENCE);
    }

    private static ObjectNode receipt(EventLog log, Erasure erasure) throws InterruptedException {
        StoredEvent receipt = erase(log, erasure, "everlog erase");
        ObjectNode told = JSON.createObjectNode();
        told.put("receipt", receipt.position().toString());
        told.put("erased_at", receipt.recordedAt().toString());
        told.setAll((ObjectNode) JSON.readTree(receipt.data()));
        return told;
    }
}
