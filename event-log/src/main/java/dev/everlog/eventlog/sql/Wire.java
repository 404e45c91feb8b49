package dev.everlog.eventlog.sql;

import dev.everlog.eventlog.StoredEvent;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What server and child say to each other, over the child's stdin and stdout: messages, each its length in bytes and
 * those. Integers are big-endian; a text is its length in bytes of UTF-8 (-1 for null) and those.
 *
 * <pre>
 * to the child     ROWS   count, rows                                      no answer
 *                  PARSE  sql                                              OK, JSON of the parsed form
 *                  QUERY  bounds, sql, parameters, skip, take, millis      OK, columns, rows
 * from the child   OK and what stands above, or REFUSED and a message; OK alone, once, when it is ready
 * </pre>
 */
final class Wire {
    static final int ROWS = 1;
    static final int PARSE = 2;
    static final int QUERY = 3;
    static final int OK = 10;
    static final int REFUSED = 11;

    private static final int NO_TEXT = -1;

    /** About 290,000 years. */
    private static final long MAX_SECONDS = 9_200_000_000_000L;

    private Wire() {}

    static void send(DataOutputStream out, byte[] message) throws IOException {
        byte[] framed = new byte[Integer.BYTES + message.length]; // one write is one system call
        ByteBuffer.wrap(framed).putInt(message.length).put(message);
        out.write(framed);
        out.flush();
    }

    static byte[] receive(DataInputStream in) throws IOException {
        byte[] message = new byte[in.readInt()];
        in.readFully(message);
        return message;
    }

    static void text(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(NO_TEXT);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static @Nullable String optional(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == NO_TEXT ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    static String text(DataInputStream in) throws IOException {
        String text = optional(in);
        if (text == null) {
            throw new IOException("a text is missing");
        }
        return text;
    }

    static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(text(in));
        }
        return texts;
    }

    static void longs(DataOutputStream out, long[] values) throws IOException {
        out.writeInt(values.length);
        for (long value : values) {
            out.writeLong(value);
        }
    }

    static long[] longs(DataInputStream in) throws IOException {
        long[] values = new long[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readLong();
        }
        return values;
    }

    // Values of parameters: a letter and the value.

    static void parameters(DataOutputStream out, List<@Nullable Object> values) throws IOException {
        out.writeInt(values.size());
        for (Object value : values) {
            switch (value) {
                case null -> out.writeByte('0');
                case Boolean truth -> {
                    out.writeByte('b');
                    out.writeBoolean(truth);
                }
                case Long number -> {
                    out.writeByte('l');
                    out.writeLong(number);
                }
                case Double number -> {
                    out.writeByte('d');
                    out.writeDouble(number);
                }
                default -> {
                    out.writeByte(value instanceof BigDecimal ? 'n' : 't');
                    text(out, value.toString());
                }
            }
        }
    }

    static List<@Nullable Object> parameters(DataInputStream in) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            values.add(
                    switch (in.readByte()) {
                        case '0' -> null;
                        case 'b' -> in.readBoolean();
                        case 'l' -> in.readLong();
                        case 'd' -> in.readDouble();
                        case 'n' -> new BigDecimal(text(in));
                        default -> text(in);
                    });
        }
        return values;
    }

    // Rows of the relation. Erased data are null.

    static void event(DataOutputStream out, StoredEvent stored) throws IOException {
        var event = stored.event();
        out.writeLong(stored.position().value());
        out.writeLong(event.id().getMostSignificantBits());
        out.writeLong(event.id().getLeastSignificantBits());
        out.writeLong(stored.version());
        out.writeLong(micros(event.occurredAt()));
        out.writeLong(micros(stored.recordedAt()));
        text(out, event.subject());
        text(out, event.type());
        text(out, event.origin().actor());
        text(out, event.origin().session());
        text(out, event.origin().project());
        text(out, event.origin().correlationId());
        text(out, event.origin().causationId());
        text(out, stored.isErased() ? null : event.data());
    }

    /** Rounded down, and to what DuckDB has a time for. */
    private static long micros(Instant time) {
        long seconds = Math.clamp(time.getEpochSecond(), -MAX_SECONDS, MAX_SECONDS);
        return seconds * 1_000_000 + time.getNano() / 1000;
    }
}
