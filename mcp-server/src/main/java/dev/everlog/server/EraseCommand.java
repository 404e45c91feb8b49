package dev.everlog.server;

import dev.everlog.eventlog.Erasure;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.Consent;
import dev.everlog.memory.EraseEvents;
import dev.everlog.memory.ErasureReceipt;
import dev.everlog.memory.EventQuery;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Scope;
import dev.everlog.memory.Tenants;
import dev.everlog.memory.Writer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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

    private static final Writer WRITER = Writer.of("everlog erase");

    private static final Pattern HANDLE = Pattern.compile("[eE][1-9]\\d{0,17}");

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
    public Integer call() {
        if (subjects.isEmpty() && events.isEmpty() && types.isEmpty()) {
            throw new ConfigurationException(
                    "say what to erase with --subject, --event or --type, for instance --subject"
                            + " person/ada");
        }
        Path log = Wiring.existingLog(data.config().data());
        try (EventLog open =
                        Wiring.log(
                                Objects.requireNonNull(log.getParent()),
                                data.config().durability());
                Tenants tenants = Wiring.tenants(data.config(), open)) {
            Memory memory = tenants.open(Wiring.TENANT);
            memory.catchUp();
            requireWhole(memory);
            erase(memory, new EraseEvents(which(open), Scope.ALL, reason, Consent.DRY_RUN));
            return 0;
        }
    }

    private void erase(Memory memory, EraseEvents request) {
        EraseEvents.Result preview = request.in(memory, WRITER, PATIENCE);
        tell(preview);
        if (!dryRun) {
            request.confirmed(preview.confirmToken())
                    .in(memory, WRITER, PATIENCE)
                    .done()
                    .forEach(receipt -> answers.println(told(receipt)));
        }
    }

    /** What is behind the damage might match. */
    private static void requireWhole(Memory memory) {
        String damage = memory.damage();
        if (damage != null) {
            throw new LogException(LogException.Kind.CORRUPT, damage);
        }
    }

    private EventQuery which(EventLog log) {
        return new EventQuery(subjects, types, List.of(), null, null, null, null)
                .among(events.stream().map(event -> position(log, event)).toList());
    }

    private static Position position(EventLog log, String event) {
        if (HANDLE.matcher(event).matches()) {
            return new Position(Long.parseLong(event, 1, event.length(), 10));
        }
        try {
            StoredEvent found = log.find(UUID.fromString(event));
            if (found != null) {
                return found.position();
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "--event is a handle or an id, for instance e42, not " + event);
        }
        throw new ConfigurationException("there is no event " + event);
    }

    private void tell(EraseEvents.Result preview) {
        preview.kept().forEach(System.err::println);
        if (preview.events().isEmpty()) {
            throw new ConfigurationException(
                    "no event matches that has data to erase: `everlog export` shows what there is");
        }
        PrintStream to = dryRun ? answers : System.err; // where the receipt is not
        String what = dryRun ? "would be erased" : "are to be erased";
        preview.types().forEach((type, count) -> to.println(count + " " + type + " " + what));
    }

    /** @param actor who wishes it */
    static StoredEvent erase(EventLog log, Erasure erasure, String actor)
            throws InterruptedException {
        Origin origin = Origin.of(Wiring.TENANT, actor);
        return log.erase(erasure.wish(Ids.uuidV7().next(), Instant.now(), origin), PATIENCE);
    }

    private static ObjectNode told(ErasureReceipt receipt) {
        return JSON.createObjectNode()
                .put("receipt", receipt.position().toString())
                .put("erased_at", receipt.erasedAt().toString())
                .put("positions", receipt.positions().toString())
                .put("events", receipt.events())
                .put("segments", receipt.segments())
                .put("through", receipt.through().value())
                .put("hash_before", receipt.hashBefore())
                .put("hash_after", receipt.hashAfter());
    }
}
