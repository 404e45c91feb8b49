package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One batch as it stands on disk. A frame describes and checks itself, so it can be found and trusted without the help
 * of the file around it. All numbers are big-endian.
 *
 * <pre>
 *   0  magic "EVLG"                          4
 *   4  format version, 1                     2
 *   6  reserved, 0                           2
 *   8  length of the frame, multiple of 4    4
 *  12  number of events                      4
 *  16  epoch of the log                      8
 *  24  position of the first event           8
 *  32  transaction time, epoch microseconds  8
 *  40  hash of the previous frame           32
 *  72  the events, each:
 *        length of the envelope              4
 *        length of the data                  4
 *        salt                               16
 *        SHA-256 of salt and data           32
 *        envelope (see {@link Envelope})
 *        data, UTF-8
 *      zeros up to a multiple of 4
 * n-4  CRC32C of everything before           4
 * </pre>
 *
 * The hash of a frame is SHA-256 over bytes 12 to 72 and, for each event, its envelope and the salted digest of its
 * data. The data themselves are not in it: they can be erased later while the chain still verifies.
 *
 * @param hash of this frame
 * @param events in order of position
 * @param length bytes on disk
 */
record Frame(Hash hash, List<StoredEvent> events, int length) {
    /** Bytes of one frame: what a reader takes into memory at once. */
    static final int MAX_BYTES = 4_000_000;

    static final int HEADER = 72;

    /** From here to {@link #HEADER} the header is part of the hash. */
    static final int CHAINED = 12;

    private static final short FORMAT = 1;
    private static final int CRC = 4;

    /**
     * Encodes a batch.
     *
     * @param salts source of 16 fresh random bytes for each event
     */
    static Encoded encode(Hash previous, List<StoredEvent> events, TailOptions.Salts salts) {
        List<byte[]> envelopes = events.stream().map(Envelope::encode).toList();
        List<byte[]> data = events.stream().map(e -> Utf8.encode(e.data())).toList();
        int size = HEADER + CRC;
        for (int i = 0; i < events.size(); i++) {
            size += 8 + Salt.BYTES + Hash.BYTES + envelopes.get(i).length + data.get(i).length;
        }
        size = (size + 3) & ~3;
        if (size > MAX_BYTES) {
            throw new TooLarge(
                    "a batch takes at most "
                            + MAX_BYTES
                            + " bytes, this one takes "
                            + size
                            + ": append it in several parts");
        }
        ByteBuffer frame = ByteBuffer.allocate(size);
        frame.putInt(FrameStore.MAGIC).putShort(FORMAT).putShort((short) 0).putInt(size);
        putChained(frame, previous, events);
        MessageDigest chain = Hash.start();
        chain.update(frame.slice(CHAINED, HEADER - CHAINED));
        for (int i = 0; i < events.size(); i++) {
            Salt salt = salts.next();
            frame.putInt(envelopes.get(i).length).putInt(data.get(i).length).put(salt.bytes());
            Hash digest = salt.digest(ByteBuffer.wrap(data.get(i)));
            digest.putInto(frame);
            frame.put(envelopes.get(i)).put(data.get(i));
            chain.update(envelopes.get(i));
            digest.feed(chain);
        }
        frame.putInt(size - CRC, crc(frame, size - CRC));
        return new Encoded(frame.rewind(), Hash.finish(chain));
    }

    /** The part of the header that the hash covers, at {@link #CHAINED}. */
    static void putChained(ByteBuffer frame, Hash previous, List<StoredEvent> events) {
        StoredEvent first = events.getFirst();
        frame.position(CHAINED);
        frame.putInt(events.size())
                .putLong(Chain.EPOCH)
                .putLong(first.position().value())
                .putLong(micros(first.recordedAt()));
        previous.putInto(frame);
    }

    /** The length that the header claims, or -1 when these bytes cannot be the beginning of a frame. */
    static int claimedLength(ByteBuffer header) {
        if (header.remaining() < HEADER || header.getInt(header.position()) != FrameStore.MAGIC) {
            return -1;
        }
        int length = header.getInt(header.position() + 8);
        return length >= HEADER + CRC && length <= MAX_BYTES && length % 4 == 0 ? length : -1;
    }

    /** Only to be believed after {@link #decode}. */
    static long claimedPosition(ByteBuffer header) {
        return header.getLong(header.position() + 24);
    }

    /**
     * Decodes and checks everything that a frame can say about itself; the chain is the caller's business.
     *
     * @param frame exactly the bytes of one frame, from index 0
     * @throws DamagedFrame if a byte is not what was written
     * @throws LogException {@code NEWER_FORMAT}
     */
    static Decoded decode(ByteBuffer frame) throws DamagedFrame {
        int length = claimedLength(frame.rewind());
        if (length != frame.limit() || frame.getInt(length - CRC) != crc(frame, length - CRC)) {
            throw new DamagedFrame("checksum does not match");
        }
        if (frame.getShort(4) != FORMAT) {
            throw new LogException(
                    LogException.Kind.NEWER_FORMAT,
                    "the frame of "
                            + new Position(claimedPosition(frame))
                            + " has format "
                            + frame.getShort(4)
                            + ", this Everlog knows "
                            + FORMAT
                            + ": use the newer Everlog; nothing was changed");
        }
        int count = frame.getInt(12);
        Position position = new Position(frame.getLong(24));
        Instant recordedAt = Instant.EPOCH.plus(frame.getLong(32), ChronoUnit.MICROS);
        Hash previous = Hash.from(frame.slice(40, Hash.BYTES));
        MessageDigest chain = Hash.start();
        chain.update(frame.slice(CHAINED, HEADER - CHAINED));
        List<WholeFrame.Linked> salted = new ArrayList<>(count);
        frame.position(HEADER);
        for (int i = 0; i < count; i++) {
            salted.add(event(frame, chain, position.plus(i), recordedAt));
        }
        List<StoredEvent> events = salted.stream().map(WholeFrame.Linked::stored).toList();
        Hash hash = Hash.finish(chain);
        return new Decoded(
                frame.getLong(16),
                previous,
                new Frame(hash, events, length),
                new WholeFrame(hash, salted));
    }

    /** A batch as bytes, from index 0, and the hash that the next frame refers to. */
    record Encoded(ByteBuffer bytes, Hash hash) {}

    /** A frame with what ties it to its log and its predecessor. */
    record Decoded(long epoch, Hash previous, Frame frame, WholeFrame whole) {
        /** Position of the first event. */
        long first() {
            return frame.events.getFirst().position().value();
        }

        /** Position of the last event. */
        long last() {
            return frame.events.getLast().position().value();
        }
    }

    private static WholeFrame.Salted event(
            ByteBuffer frame, MessageDigest chain, Position position, Instant recordedAt)
            throws DamagedFrame {
        int envelopeBytes = frame.getInt();
        int dataBytes = frame.getInt();
        Salt salt = Salt.from(frame);
        Hash digest = Hash.from(frame);
        ByteBuffer envelope = take(frame, envelopeBytes);
        ByteBuffer data = take(frame, dataBytes);
        if (!digest.equals(salt.digest(data.duplicate()))) {
            throw new DamagedFrame("the data of " + position + " do not match their digest");
        }
        chain.update(envelope.duplicate());
        digest.feed(chain);
        Envelope.Opened opened = Envelope.decode(envelope, Utf8.decode(data, dataBytes));
        StoredEvent stored =
                new StoredEvent(opened.event(), position, opened.version(), recordedAt);
        return new WholeFrame.Salted(stored, salt);
    }

    private static ByteBuffer take(ByteBuffer frame, int bytes) {
        ByteBuffer taken = frame.slice(frame.position(), bytes);
        frame.position(frame.position() + bytes);
        return taken;
    }

    private static int crc(ByteBuffer frame, int length) {
        CRC32C crc = new CRC32C();
        crc.update(frame.slice(0, length));
        return (int) crc.getValue();
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** A batch that does not fit into one frame. */
    static final class TooLarge extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        TooLarge(String message) {
            super(message);
        }
    }
}
