package dev.everlog.eventlog.tail;

import static dev.everlog.eventlog.TestEvents.drain;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendCondition.SubjectAtVersion;
import dev.everlog.eventlog.AppendCondition.Unchanged;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.AppendResult.AlreadyThere;
import dev.everlog.eventlog.AppendResult.Appended;
import dev.everlog.eventlog.AppendResult.Conflict;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.SimulatedProcess.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One seed: two processes take turns at one log, and everything goes wrong that can. After each step the log must be
 * what the {@link Model} says. Confined to one thread; the same seed does the same again, unless a process is stopped
 * for so long that durability 'process' flushes by time.
 */
final class Simulation {
    private static final int STEPS = 24;
    private static final int GROUPS_AFTER_RECOVERY = 10;
    private static final int GROUP = 5;
    private static final Duration AGES = Duration.ofHours(26);

    private final Path log;
    private final Random random;
    private final SimulatedDisk disk = new SimulatedDisk();
    private final Model model = new Model();
    private final SimulatedEvents events;
    private final List<Machine> machines = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> history = new ArrayList<>();

    Simulation(Path log, long seed) throws IOException {
        this.log = log;
        this.random = new Random(seed);
        this.events = new SimulatedEvents(random);
        for (int i = 0; i < 2; i++) {
            Durability durability = random.nextInt(3) == 0 ? Durability.PROCESS : Durability.COMMIT;
            machines.add(new Machine(log, disk, durability, random));
        }
    }

    /** What was done, and how often. */
    Map<String, Integer> run() throws IOException {
        for (int i = 0; i < STEPS; i++) {
            step(machines.get(random.nextInt(machines.size())));
            disk.noteMark(log);
        }
        powerCut();
        machines.forEach(machine -> machine.tail.close());
        return counts;
    }

    /** Everything that was done so far, and the length of the log at that time. */
    List<String> history() {
        return history;
    }

    private void step(Machine machine) throws IOException {
        machine.tail.follow();
        switch (random.nextInt(30)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> append(machine);
            case 8, 9 -> repeat(machine);
            case 10, 11 -> read(machine);
            case 12, 13 -> machine.clock.move(random.nextInt(3) == 0 ? AGES : AGES.negated());
            case 14 -> reopen(machine);
            case 15 -> fail(machine, Fault.DEATH);
            case 16 -> fail(machine, Fault.WRITE);
            case 17 -> fail(machine, random.nextInt(3) == 0 ? Fault.FORCE : Fault.WRITE);
            case 18 -> fillTheDisk(machine);
            case 19 -> flush(machine);
            case 20 ->
                    appendTogether(
                            machine, List.of(events.neutral(), events.batch(), events.neutral()));
            case 21 -> cutPower(machine);
            case 22 -> seal(machine);
            default -> append(machine);
        }
    }

    private void append(Machine machine) {
        List<Event> batch = model.certain() ? events.batch() : events.neutral();
        append(machine, batch, model.certain() ? condition(batch) : AppendCondition.always());
    }

    private AppendCondition condition(List<Event> batch) {
        String subject = batch.getFirst().subject();
        return switch (random.nextInt(6)) {
            case 0 -> new SubjectAtVersion(subject, model.version(subject));
            case 1 -> new SubjectAtVersion(subject, model.version(subject) + 1);
            case 2 -> new Unchanged(Set.of(subject), new Position(model.size()));
            case 3 ->
                    new Unchanged(Set.of(subject), new Position(random.nextInt(model.size() + 1)));
            default -> AppendCondition.always();
        };
    }

    private void append(Machine machine, List<Event> batch, AppendCondition condition) {
        AppendResult expected = model.certain() ? model.expected(batch, condition) : null;
        try {
            AppendResult result = machine.tail.append(batch, condition);
            Divergence.unless(
                    expected == null || alike(expected, result),
                    () -> "answered " + result + " instead of " + expected);
            answered(machine, batch, result);
        } catch (LogException e) {
            count("refused " + e.kind());
            refused(machine, batch, e);
        }
    }

    private void answered(Machine machine, List<Event> batch, AppendResult result) {
        count(result.getClass().getSimpleName());
        if (result instanceof Appended appended) {
            Divergence.unless(
                    !machine.broken, () -> "acknowledged after a failed flush: " + appended);
            learn(machine, appended.first().value() - 1);
            Divergence.unless(
                    appended.first().value() == model.size() + 1
                            && appended.last().value() == model.size() + batch.size(),
                    () -> "positions " + appended + " after " + model.size());
            model.appended(batch, machine.clock.instant(), machine.durability == Durability.COMMIT);
        } else if (result instanceof AlreadyThere there && !model.certain()) {
            learn(machine, there.last().value());
        }
        model.durableThrough(machine.tail.status().durable());
    }

    /** Reads what is in the log through the position and was never acknowledged. */
    private void learn(Machine machine, long through) {
        long known = model.size();
        if (through > known) {
            var more = drain(machine.tail.read(new Position(known)));
            Divergence.unless(more.size() >= through - known, () -> "acknowledged, not readable");
            model.saw(known, more.subList(0, (int) (through - known)));
        }
    }

    private void refused(Machine machine, List<Event> batch, LogException e) {
        boolean faulty = machine.process.hasFailed();
        boolean allowed =
                switch (e.kind()) {
                    case IO -> faulty || machine.broken;
                    case STORAGE_FULL -> disk.room() < 200_000;
                    default -> false;
                };
        if (!allowed) {
            throw new Divergence("refused without a reason: " + e.getMessage(), e);
        }
        model.opened(batch);
    }

    private static boolean alike(AppendResult a, AppendResult b) {
        if (a instanceof Conflict expected && b instanceof Conflict found) {
            return expected.position().equals(found.position())
                    && expected.actualVersion() == found.actualVersion();
        }
        return a.equals(b);
    }

    private void repeat(Machine machine) {
        List<List<Event>> candidates = new ArrayList<>(model.unacknowledged());
        if (model.certain()) {
            candidates.addAll(model.batches());
        }
        if (!candidates.isEmpty()) {
            List<Event> batch = candidates.get(random.nextInt(candidates.size()));
            append(machine, batch, AppendCondition.always());
        }
    }

    private void read(Machine machine) {
        count("read");
        read(machine, random.nextInt(model.size() + 1));
    }

    private void read(Machine machine, long after) {
        model.saw(after, drain(machine.tail.read(new Position(after))));
    }

    private void reopen(Machine machine) throws IOException {
        count("reopened");
        machine.tail.close();
        model.durableThrough(machine.tail.status().durable());
        machine.open();
    }

    private void fail(Machine machine, Fault fault) throws IOException {
        count("fault " + fault);
        machine.process.arm(fault, 1 + random.nextInt(fault == Fault.DEATH ? 4 : 2));
        append(machine);
        boolean came = machine.process.disarm();
        machine.broken |= came && fault == Fault.FORCE;
        if (came && fault == Fault.DEATH) {
            machine.die();
            machine.open();
        }
    }

    private void flush(Machine machine) {
        count("flushed");
        machine.tail.flush();
        model.durableThrough(machine.tail.status().durable());
    }

    /** To the end, or until the process dies at one of the first frames. */
    private void seal(Machine machine) throws IOException {
        AtomicInteger left =
                new AtomicInteger(random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(12));
        SimulatedDisk.keepGenerations(log);
        try {
            machine.tail.seal(() -> {
                if (left.decrementAndGet() < 0) {
                    throw new SimulatedProcess.Dead();
                }
                return false;
            });
            count("sealed");
        } catch (SimulatedProcess.Dead e) {
            count("died sealing");
            machine.die();
            machine.open();
        }
    }

    private void appendTogether(Machine machine, List<List<Event>> group) {
        try {
            List<AppendResult> results =
                    machine.tail.appendTogether(group.stream(), AppendCondition.always());
            for (int i = 0; i < group.size(); i++) {
                answered(machine, group.get(i), results.get(i));
            }
        } catch (LogException e) {
            group.forEach(batch -> refused(machine, batch, e));
        }
    }

    private void fillTheDisk(Machine machine) {
        count("disk full");
        disk.leaveRoom(random.nextInt(2_000));
        for (int i = 0; i < 3; i++) {
            append(machines.get(random.nextInt(machines.size())));
            read(machine);
        }
        disk.leaveRoom(Long.MAX_VALUE);
    }

    private void cutPower(Machine machine) throws IOException {
        if (random.nextBoolean()) {
            machine.process.arm(Fault.DEATH, 1 + random.nextInt(3));
            append(machine);
        }
        powerCut();
    }

    private void powerCut() throws IOException {
        count("power cut");
        machines.forEach(Machine::die);
        disk.crash(log, random);
        for (Machine machine : machines) {
            machine.open();
        }
        model.recovered(drain(machines.getFirst().tail.read(Position.NONE)));
        for (int i = 0; i < GROUPS_AFTER_RECOVERY; i++) {
            appendTogether(
                    machines.get(i % machines.size()),
                    Stream.generate(events::neutral).limit(GROUP).toList());
        }
        VerifyReport report = FileTail.verify(log);
        Divergence.unless(report.worst() != VerifyReport.Kind.CORRUPT, report::toString);
        read(machines.getFirst(), 0);
        read(machines.getLast(), 0);
    }

    private void count(String what) {
        history.add(what + " at " + model.size());
        counts.merge(what, 1, Integer::sum);
    }
}
