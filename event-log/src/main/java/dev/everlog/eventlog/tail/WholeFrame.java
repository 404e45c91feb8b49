package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.StoredEvent;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;

/**
 * A frame with all that its hash was made of, so that it can be kept in another form and still be proved. Immutable.
 *
 * @param hash of this frame
 * @param events in order of position, at least one
 */
public record WholeFrame(Hash hash, List<Linked> events) {
    public WholeFrame {
        events = List.copyOf(events);
    }

    /** An event with what ties its data to the chain. */
    public sealed interface Linked {
        StoredEvent stored();

        /** What the chain keeps of the data. Cost: a SHA-256 of data that are there. */
        Hash digest();
    }

    /**
     * An event with its data.
     *
     * @param salt of the digest of the data
     */
    public record Salted(StoredEvent stored, Salt salt) implements Linked {
        @Override
        public Hash digest() {
            return salt.digest(ByteBuffer.wrap(Utf8.encode(stored.data())));
        }
    }

    /**
     * An event whose data and salt were erased.
     *
     * @param stored see {@link StoredEvent#erased}
     * @param digest of what is no longer there: without the salt nobody can guess it
     */
    public record Erased(StoredEvent stored, Hash digest) implements Linked {}

    /** Position of the first event. */
    public long first() {
        return events.getFirst().stored().position().value();
    }

    /** Position of the last event. */
    public long last() {
        return events.getLast().stored().position().value();
    }

    /** This frame without the data of the events at some positions; its hash stays as it is. */
    public WholeFrame without(Positions erased) {
        return new WholeFrame(
                hash,
                events.stream()
                        .map(each ->
                                each instanceof Salted && erased.contains(each.stored().position())
                                        ? new Erased(each.stored().erased(), each.digest())
                                        : each)
                        .toList());
    }

    /**
     * Whether this is the frame that was appended behind the frame with the given hash: to the last bit, but for data
     * that were erased. Cost: two SHA-256 an event.
     */
    public boolean follows(Hash previous) {
        MessageDigest chain = Hash.start();
        ByteBuffer header = ByteBuffer.allocate(Frame.HEADER);
        Frame.putChained(header, previous, events.stream().map(Linked::stored).toList());
        chain.update(header.slice(Frame.CHAINED, Frame.HEADER - Frame.CHAINED));
        for (Linked event : events) {
            chain.update(Envelope.encode(event.stored()));
            event.digest().feed(chain);
        }
        return hash.equals(Hash.finish(chain));
    }
}
