package dev.everlog.eventlog.tail;

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
public record WholeFrame(Hash hash, List<Salted> events) {
    public WholeFrame {
        events = List.copyOf(events);
    }

    /**
     * An event with what ties its data to the chain.
     *
     * @param salt of the digest of the data
     */
    public record Salted(StoredEvent stored, Salt salt) {}

    /** Position of the first event. */
    public long first() {
        return events.getFirst().stored().position().value();
    }

    /** Position of the last event. */
    public long last() {
        return events.getLast().stored().position().value();
    }

    /**
     * Whether this is, to the last bit, the frame that was appended behind the frame with the given hash. Cost: two
     * SHA-256 an event.
     */
    public boolean follows(Hash previous) {
        MessageDigest chain = Hash.start();
        ByteBuffer header = ByteBuffer.allocate(Frame.HEADER);
        Frame.putChained(header, previous, events.stream().map(Salted::stored).toList());
        chain.update(header.slice(Frame.CHAINED, Frame.HEADER - Frame.CHAINED));
        for (Salted event : events) {
            chain.update(Envelope.encode(event.stored));
            event.salt.digest(ByteBuffer.wrap(Utf8.encode(event.stored.data()))).feed(chain);
        }
        return hash.equals(Hash.finish(chain));
    }
}
