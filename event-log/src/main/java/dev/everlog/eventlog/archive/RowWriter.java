package dev.everlog.eventlog.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.Hash;
import dev.everlog.eventlog.tail.WholeFrame.Erased;
import dev.everlog.eventlog.tail.WholeFrame.Linked;
import dev.everlog.eventlog.tail.WholeFrame.Salted;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** Gives rows to parquet-java, column by column. Confined to one thread. */
final class RowWriter extends WriteSupport<Row> {
    private @Nullable RecordConsumer consumer;

    /** Never called: at run time Hadoop is not there. */
    @Override
    @SuppressWarnings("deprecation") // and abstract
    public WriteContext init(Configuration hadoop) {
        throw new UnsupportedOperationException("segments are written without Hadoop");
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(Column.schema(), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(Row row) {
        RecordConsumer out = requireNonNull(consumer);
        out.startMessage();
        envelope(row.event().stored());
        data(row.event());
        bytes(Column.FRAME_HASH, row.frame() == null ? null : bytes(row.frame()));
        out.endMessage();
    }

    /** All of an event but its data. */
    void envelope(StoredEvent stored) {
        Event event = stored.event();
        number(Column.POSITION, stored.position().value());
        bytes(Column.ID, id(event));
        text(Column.SUBJECT, event.subject());
        number(Column.VERSION, stored.version());
        text(Column.TYPE, event.type());
        number(Column.OCCURRED_AT, Microseconds.nearest(event.occurredAt()));
        text(Column.OCCURRED_AT_EXACT, exact(event.occurredAt()));
        number(Column.RECORDED_AT, Microseconds.nearest(stored.recordedAt()));
        origin(event.origin());
        request(event);
    }

    private void data(Linked event) {
        switch (event) {
            case Salted salted -> {
                text(Column.DATA, salted.stored().data());
                bytes(Column.DATA_SALT, salted.salt().bytes());
            }
            case Erased erased -> bytes(Column.DATA_DIGEST, bytes(erased.digest()));
        }
    }

    private void origin(Origin origin) {
        text(Column.TENANT, origin.tenant());
        text(Column.ACTOR, origin.actor());
        text(Column.SESSION, origin.session());
        text(Column.PROJECT, origin.project());
        text(Column.CORRELATION_ID, origin.correlationId());
        text(Column.CAUSATION_ID, origin.causationId());
    }

    private void request(Event event) {
        if (event.idempotencyKey() != null) {
            text(Column.IDEMPOTENCY_KEY, event.idempotencyKey().key());
            text(Column.REQUEST_DIGEST, event.idempotencyKey().requestDigest());
        }
    }

    private void number(Column column, long value) {
        RecordConsumer out = requireNonNull(consumer);
        out.startField(column.title(), column.index());
        out.addLong(value);
        out.endField(column.title(), column.index());
    }

    void text(Column column, @Nullable String text) {
        bytes(column, text == null ? null : text.getBytes(UTF_8));
    }

    private void bytes(Column column, byte @Nullable [] bytes) {
        if (bytes != null) {
            RecordConsumer out = requireNonNull(consumer);
            out.startField(column.title(), column.index());
            out.addBinary(Binary.fromConstantByteArray(bytes));
            out.endField(column.title(), column.index());
        }
    }

    private static byte[] id(Event event) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(event.id().getMostSignificantBits())
                .putLong(event.id().getLeastSignificantBits())
                .array();
    }

    private static byte[] bytes(Hash hash) {
        ByteBuffer bytes = ByteBuffer.allocate(Hash.BYTES);
        hash.putInto(bytes);
        return bytes.array();
    }

    private static @Nullable String exact(Instant time) {
        return Microseconds.instant(Microseconds.nearest(time)).equals(time)
                ? null
                : time.toString();
    }
}
