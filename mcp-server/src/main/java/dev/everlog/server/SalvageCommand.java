package dev.everlog.server;

import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.file.FileTail;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code everlog salvage}: a sound log of all that a damaged one still gives. */
@Command(
        name = "salvage",
        description =
                "Copies every event that is whole into a new memory and leaves the damaged one as it is. Positions stay;"
                        + " for each that is lost an event log.lost takes its place. Exit code 0: nothing was lost, 3:"
                        + " something was.")
final class SalvageCommand implements Callable<Integer> {
    @Mixin private final DataOptions data;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "a new data directory")
    private Path to = Path.of("");

    private final PrintStream answers;
    private final List<String> lost = new ArrayList<>();
    private long last;
    private @Nullable StoredEvent newest;

    SalvageCommand(Map<String, String> environment, PrintStream answers) {
        this.data = new DataOptions(environment);
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException {
        Path memory = data.config().data();
        Path log = Wiring.existingLog(memory);
        requireNew();
        String command = "rm -r " + to + "; everlog salvage --data " + memory + " --to " + to;
        try (var into = new Import(Wiring.logDirectory(to), command, "salvaged")) {
            Position acknowledged = FileTail.salvage(log, event -> take(event, into));
            keepPlaces(acknowledged.value() + 1, newest, into);
            into.end(true);
        }
        answers.printf(
                "salvaged through %s%s%n",
                new Position(last), lost.isEmpty() ? "" : ", lost " + String.join(", ", lost));
        return lost.isEmpty() ? 0 : ExitCode.DAMAGED;
    }

    private void requireNew() throws IOException {
        if (Files.exists(to)) {
            try (Stream<Path> there = Files.list(to)) {
                if (there.findAny().isPresent()) {
                    throw new ConfigurationException(
                            to + " is not empty: give --to a new directory");
                }
            }
        }
    }

    private void take(StoredEvent event, Import into) {
        keepPlaces(event.position().value(), event, into);
        into.take(event);
        newest = event;
        last = event.position().value();
    }

    /** Of those that are lost behind the last one and before this position. */
    private void keepPlaces(long end, @Nullable StoredEvent near, Import into) {
        if (end > last + 1) {
            lost.add(
                    new Position(last + 1)
                            + (end == last + 2 ? "" : " to " + new Position(end - 1)));
        }
        for (; last + 1 < end; last++) {
            into.take(placeholder(last + 1, near));
        }
    }

    /** Keeps the place of a lost event, so that all others keep theirs. */
    private static StoredEvent placeholder(long position, @Nullable StoredEvent near) {
        Instant time = near == null ? Instant.EPOCH : near.recordedAt();
        Event event =
                new Event(
                        new UUID(0, position),
                        "log/lost",
                        "log.lost",
                        time,
                        "{}",
                        Origin.of(
                                near == null ? Wiring.TENANT : near.event().origin().tenant(),
                                "everlog salvage"),
                        null);
        return new StoredEvent(event, new Position(position), 1, time);
    }
}
