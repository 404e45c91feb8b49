package dev.everlog.tools;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.Receipt;

/**
 * What a write was acknowledged with; its components stand beside those of the answer.
 *
 * @param position of the first event written
 * @param lastPosition of the last
 * @param duplicate the same request had been done before, and this is what it answered
 * @param durable the policy by which it is kept: {@code commit} or {@code process}
 */
record Ack(long position, long lastPosition, boolean duplicate, String durable) {
    static Ack of(Receipt receipt) {
        return new Ack(
                receipt.first().value(),
                receipt.last().value(),
                receipt.duplicate(),
                Names.constant(receipt.durability()));
    }

    /** For instance {@code e7-e9, durable: commit}. */
    String words() {
        String handles =
                new Position(position)
                        + (lastPosition == position ? "" : "-" + new Position(lastPosition));
        return handles
                + ", durable: "
                + durable
                + (duplicate ? ", duplicate: done before, nothing was added" : "");
    }
}
