package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.StoredEvent;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything of an event but its data, position and transaction time.
 *
 * <pre>
 * id 16 · version 8 · occurredAt: seconds 8, nanoseconds 4 · then texts, each as length 4 (-1 = absent) and UTF-8:
 * subject, type, tenant, actor, session, project, correlation id, causation id, idempotency key, request digest
 * </pre>
 */
final class Envelope {
    private Envelope() {}

    /** What {@link #decode} finds. */
    record Opened(Event event, long version) {}

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // both halves are written
    static byte[] encode(StoredEvent stored) {
        Event event = stored.event();
        Origin origin = event.origin();
        IdempotencyKey key = event.idempotencyKey();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(event.id().getMostSignificantBits());
            out.writeLong(event.id().getLeastSignificantBits());
            out.writeLong(stored.version());
            out.writeLong(event.occurredAt().getEpochSecond());
            out.writeInt(event.occurredAt().getNano());
            text(out, event.subject());
            text(out, event.type());
            text(out, origin.tenant());
            text(out, origin.actor());
            text(out, origin.session());
            text(out, origin.project());
            text(out, origin.correlationId());
            text(out, origin.causationId());
            text(out, key == null ? null : key.key());
            text(out, key == null ? null : key.requestDigest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Opened decode(ByteBuffer in, String data) throws DamagedFrame {
        try {
            UUID id = new UUID(in.getLong(), in.getLong());
            long version = in.getLong();
            Instant occurredAt = Instant.ofEpochSecond(in.getLong(), in.getInt());
            String subject = required(in);
            String type = required(in);
            Origin origin =
                    new Origin(required(in), required(in), text(in), text(in), text(in), text(in));
            String key = text(in);
            String digest = text(in);
            IdempotencyKey idempotencyKey =
                    key == null || digest == null ? null : new IdempotencyKey(key, digest);
            return new Opened(
                    new Event(id, subject, type, occurredAt, data, origin, idempotencyKey),
                    version);
        } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException e) {
            throw new DamagedFrame("the envelope cannot be read: " + e.getMessage());
        }
    }

    private static void text(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
        } else {
            byte[] bytes = Utf8.encode(text);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static @Nullable String text(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        return Utf8.decode(in, length);
    }

    private static String required(ByteBuffer in) {
        String text = text(in);
        if (text == null) {
            throw new IllegalArgumentException("a required text is absent");
        }
        return text;
    }
}
