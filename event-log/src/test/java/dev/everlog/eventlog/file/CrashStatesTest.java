package dev.everlog.eventlog.file;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.event;
import static dev.everlog.eventlog.TestEvents.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult.Appended;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.file.LogCopy.Bytes;
import dev.everlog.eventlog.tail.FastDirectory;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * P3 of the promises, on real files: between two forces every page is old or new, and so is
 * the mark. What was forced must be there, what was not may be there, and appends go on behind it.
 */
@Tag("faults")
class CrashStatesTest {
    private static final int STATES = FaultRounds.count(500, 5_000);
    private static final long SEED = Long.getLong("everlog.seed", 20261122L);
    private static final int PAGE = 4_096;
    private static final int APPENDS = 40;
    private static final int APPENDS_AFTER = 50;

    /** Appends that wait for one flush with durability 'process'. */
    private static final int MOST_UNFORCED = 6;

    /** As it was after so many appends: the first of them is before any. */
    private final List<LogCopy> states = new ArrayList<>();

    private final List<Integer> ends = new ArrayList<>();
    private List<StoredEvent> events;

    @Test
    void every_mixture_of_old_and_new_pages_opens_as_a_prefix_and_goes_on() throws Exception {
        try (FastDirectory directory = new FastDirectory()) {
            writeALog(directory.path().resolve("original"));
        }
        for (int state = 0; state < STATES; state++) {
            try (FastDirectory directory = new FastDirectory()) {
                crash(directory.path().resolve("log"), SEED + state);
            }
        }
        FaultRounds.report("P3", SEED, STATES, 0, 0);
    }

    private void writeALog(Path log) throws Exception {
        Random random = new Random(SEED);
        try (Tail tail = open(log)) {
            for (int i = 0; i <= APPENDS; i++) {
                states.add(LogCopy.of(log));
                ends.add((int) tail.end().value());
                String data = "{\"text\":\"" + "x".repeat(random.nextInt(9_000)) + "\"}";
                tail.append(
                        List.of(event("thing/" + i % 9, data), event("thing/a", "{}")),
                        AppendCondition.always());
            }
            events = drain(tail.read(Position.NONE));
        }
    }

    private void crash(Path log, long seed) throws Exception {
        Random random = new Random(seed);
        int forced = random.nextInt(APPENDS);
        int written = forced + 1 + random.nextInt(Math.min(MOST_UNFORCED, APPENDS - forced));
        mixture(forced, written, random).writeTo(log);
        List<StoredEvent> before;
        try (Tail tail = open(log)) {
            before = drain(tail.read(Position.NONE));
            assertThat(before.size())
                    .as("seed %d: forced through %d", seed, ends.get(forced))
                    .isBetween(ends.get(forced), ends.get(written));
            assertThat(before).as("seed %d", seed).isEqualTo(events.subList(0, before.size()));
            for (int i = 1; i <= APPENDS_AFTER; i++) {
                Position next = new Position(before.size() + i);
                assertThat(tail.append(List.of(numbered(i)), AppendCondition.always()))
                        .as("seed %d", seed)
                        .isEqualTo(new Appended(next, next));
            }
        }
        assertGoesOn(log, before, seed);
    }

    private void assertGoesOn(Path log, List<StoredEvent> before, long seed) {
        try (Tail tail = open(log)) {
            List<StoredEvent> all = drain(tail.read(Position.NONE));
            assertThat(all).as("seed %d", seed).hasSize(before.size() + APPENDS_AFTER);
            assertThat(all.subList(0, before.size())).as("seed %d", seed).isEqualTo(before);
        }
        assertThat(FileTail.verify(log).worst())
                .as("seed %d", seed)
                .isNotEqualTo(VerifyReport.Kind.CORRUPT);
    }

    /** The mark was moved after the last force; files that are never forced may be as old as they can be. */
    private LogCopy mixture(int forced, int written, Random random) {
        LogCopy old = states.get(forced);
        LogCopy mixed = states.get(written).copy();
        mixed.files()
                .replaceAll((file, bytes) -> {
                    return mix(
                            old.files().getOrDefault(file, new Bytes(new byte[0], 0)),
                            bytes,
                            random);
                });
        int marked = random.nextInt(forced + 1);
        mixed.files().put(Path.of("mark"), states.get(marked).files().get(Path.of("mark")));
        return mixed;
    }

    private static Bytes mix(Bytes old, Bytes fresh, Random random) {
        int length = Math.max(old.written().length, fresh.written().length);
        byte[] mixed = Arrays.copyOf(fresh.written(), length);
        byte[] base = Arrays.copyOf(old.written(), length);
        for (int page = 0; page < length; page += PAGE) {
            if (random.nextBoolean()) {
                System.arraycopy(base, page, mixed, page, Math.min(PAGE, length - page));
            }
        }
        return new Bytes(mixed, fresh.size());
    }

    private static Tail open(Path log) {
        return FileTail.open(log, TailOptions.of(Durability.COMMIT));
    }
}
