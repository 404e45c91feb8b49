package dev.everlog.memory;

import dev.everlog.eventlog.Erasure;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way of every erasure: preview, or append the wish and wait for the receipt. Immutable. */
record Erasing(Memory memory, Writer writer, Duration patience) {
    /** @param rule which events, on the newest state */
    EraseEvents.Result run(
            Function<Reading, DecideErase.Plan> rule, String reason, Consent consent) {
        if (consent.dryRun()) {
            return memory.read(Vantage.NOW, reading -> preview(reading, rule.apply(reading)));
        }
        Instant now = memory.now();
        Optional<Written> written =
                memory.write(
                        writer,
                        reading ->
                                wished(consent).isEmpty()
                                        ? DecideErase.decide(
                                                reading, rule.apply(reading), reason, consent, now)
                                        : Decision.NOTHING);
        List<StoredEvent> wishes = written.map(Written::batch).orElseGet(() -> wished(consent));
        if (wishes.isEmpty()) {
            return memory.read(Vantage.NOW, reading -> preview(reading, rule.apply(reading)));
        }
        Receipt receipt = written.map(Written::receipt).orElseGet(() -> repeated(wishes));
        return done(receipt, wishes);
    }

    /** What was wished for with this token before. */
    private List<StoredEvent> wished(Consent consent) {
        List<StoredEvent> wishes = new ArrayList<>();
        @Nullable StoredEvent next = wish(consent, 0);
        while (next != null) {
            wishes.add(next);
            next = wish(consent, wishes.size());
        }
        return wishes;
    }

    private @Nullable StoredEvent wish(Consent consent, int number) {
        String token = consent.confirmToken();
        return token == null ? null : memory.log().find(DecideErase.wish(token, number));
    }

    private Receipt repeated(List<StoredEvent> wishes) {
        return new Receipt(
                wishes.getFirst().position(),
                wishes.getLast().position(),
                true,
                memory.log().status().durability());
    }

    private static EraseEvents.Result preview(Reading reading, DecideErase.Plan plan) {
        long end = reading.position().value();
        return new EraseEvents.Result(
                null,
                List.of(),
                plan.events(),
                types(reading, plan.positions()),
                hidden(reading, plan.positions(), end),
                plan.kept(),
                plan.positions().isEmpty() ? null : plan.token());
    }

    /** All that is told comes from the wishes; this memory may be replaced while its wish is waited for. */
    private EraseEvents.Result done(Receipt receipt, List<StoredEvent> wishes) {
        List<Long> positions =
                wishes.stream()
                        .flatMapToLong(wish -> Erasure.positions(wish).stream())
                        .boxed()
                        .toList();
        long before = wishes.getFirst().position().value() - 1;
        record Told(SequencedMap<String, Long> types, int hidden) {}
        Told told =
                memory.read(
                        Vantage.NOW,
                        reading ->
                                new Told(
                                        types(reading, positions),
                                        hidden(reading, positions, before)));
        return new EraseEvents.Result(
                receipt,
                await(wishes),
                DecideHide.positions(positions),
                told.types,
                told.hidden,
                List.of(),
                null);
    }

    private static SequencedMap<String, Long> types(Reading reading, List<Long> positions) {
        EventIndex index = reading.states().index();
        SequencedMap<String, Long> types = new TreeMap<>();
        positions.forEach(at -> types.merge(index.type(at), 1L, Long::sum));
        return types;
    }

    private static int hidden(Reading reading, List<Long> positions, long asOf) {
        Visibility visibility = reading.states().visibility();
        return Math.toIntExact(positions.stream().filter(at -> !visibility.sees(at, asOf)).count());
    }

    private List<ErasureReceipt> await(List<StoredEvent> wishes) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<ErasureReceipt> receipts = new ArrayList<>();
        try {
            for (StoredEvent wish : wishes) {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                receipts.add(ErasureReceipt.of(memory.log().awaitErased(wish, left)));
            }
            return List.copyOf(receipts);
        } catch (LogException e) {
            throw e.kind() == LogException.Kind.BUSY ? notYet(e.getMessage(), e) : e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notYet("interrupted while waiting until it is erased", e);
        }
    }

    private static MemoryException notYet(@Nullable String found, Exception why) {
        return new MemoryException(
                MemoryException.Kind.BUSY,
                found + "; the wish stands in the log and cannot be taken back",
                "repeat the very same call, with its confirm_token: it waits for the receipt",
                why);
    }
}
