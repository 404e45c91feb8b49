package dev.everlog.eventlog.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.Hash;
import dev.everlog.eventlog.tail.Salt;
import dev.everlog.eventlog.tail.WholeFrame.Erased;
import dev.everlog.eventlog.tail.WholeFrame.Linked;
import dev.everlog.eventlog.tail.WholeFrame.Salted;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of a segment. Immutable.
 *
 * @param frame hash of the frame that ends with this event, else null
 */
record Row(Linked event, @Nullable Hash frame) {
    /** What {@link RowWriter} wrote. */
    static Row of(Cells cells) {
        ByteBuffer frame = cells.bytes(Column.FRAME_HASH);
        return new Row(linked(cells), frame == null ? null : Hash.from(frame));
    }

    private static Linked linked(Cells cells) {
        ByteBuffer erased = cells.bytes(Column.DATA_DIGEST);
        return erased == null
                ? new Salted(
                        stored(cells, text(cells, Column.DATA)),
                        Salt.from(required(cells, Column.DATA_SALT)))
                : new Erased(stored(cells, Event.ERASED), Hash.from(erased));
    }

    /** The event alone. */
    static StoredEvent stored(Cells cells) {
        boolean isErased = cells.bytes(Column.DATA) == null;
        return stored(cells, isErased ? Event.ERASED : text(cells, Column.DATA));
    }

    private static StoredEvent stored(Cells cells, String data) {
        return new StoredEvent(
                event(cells, data),
                new Position(cells.number(Column.POSITION)),
                cells.number(Column.VERSION),
                Microseconds.instant(cells.number(Column.RECORDED_AT)));
    }

    private static Event event(Cells cells, String data) {
        ByteBuffer id = required(cells, Column.ID);
        return new Event(
                new UUID(id.getLong(), id.getLong()),
                text(cells, Column.SUBJECT),
                text(cells, Column.TYPE),
                occurredAt(cells),
                data,
                origin(cells),
                idempotencyKey(cells));
    }

    private static Instant occurredAt(Cells cells) {
        String exact = optional(cells, Column.OCCURRED_AT_EXACT);
        return exact == null
                ? Microseconds.instant(cells.number(Column.OCCURRED_AT))
                : Instant.parse(exact);
    }

    private static Origin origin(Cells cells) {
        return new Origin(
                text(cells, Column.TENANT),
                text(cells, Column.ACTOR),
                optional(cells, Column.SESSION),
                optional(cells, Column.PROJECT),
                optional(cells, Column.CORRELATION_ID),
                optional(cells, Column.CAUSATION_ID));
    }

    private static @Nullable IdempotencyKey idempotencyKey(Cells cells) {
        String key = optional(cells, Column.IDEMPOTENCY_KEY);
        return key == null ? null : new IdempotencyKey(key, text(cells, Column.REQUEST_DIGEST));
    }

    private static String text(Cells cells, Column column) {
        return text(required(cells, column));
    }

    private static @Nullable String optional(Cells cells, Column column) {
        ByteBuffer bytes = cells.bytes(column);
        return bytes == null ? null : text(bytes);
    }

    private static String text(ByteBuffer bytes) {
        return new String(
                bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining(), UTF_8);
    }

    private static ByteBuffer required(Cells cells, Column column) {
        return Objects.requireNonNull(cells.bytes(column), column.title());
    }
}
