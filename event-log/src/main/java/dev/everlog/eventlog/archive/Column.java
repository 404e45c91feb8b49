package dev.everlog.eventlog.archive;

import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.uuidType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import dev.everlog.eventlog.tail.Hash;
import dev.everlog.eventlog.tail.Salt;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The columns of a segment in the order of the file, where their names are in lower case. */
enum Column {
    /** From 1, ascending without gaps. */
    POSITION,
    TENANT,
    ID,
    SUBJECT,
    VERSION,
    TYPE,
    /** Valid time, in microseconds and within what 64 bits of them can say. */
    OCCURRED_AT,
    /** ISO 8601, only where {@link #OCCURRED_AT} does not say all of it. */
    OCCURRED_AT_EXACT,
    /** Transaction time, in microseconds. */
    RECORDED_AT,
    ACTOR,
    SESSION,
    PROJECT,
    CORRELATION_ID,
    CAUSATION_ID,
    IDEMPOTENCY_KEY,
    REQUEST_DIGEST,
    /** A JSON object; absent when it was erased. */
    DATA,
    /** 16 bytes; SHA-256 of them and the data is what the chain keeps of the data. Erased with the data. */
    DATA_SALT,
    /** That SHA-256, only where data and salt were erased. */
    DATA_DIGEST,
    /** Of the frame, in its last row only. */
    FRAME_HASH;

    /** As in the file. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Place in the schema, from 0. */
    @SuppressWarnings("EnumOrdinal") // the order of the file is the order of declaration
    int index() {
        return ordinal();
    }

    /** Whether its values are whole numbers of 64 bits; the others are bytes. */
    boolean isNumber() {
        return this == POSITION || this == VERSION || this == OCCURRED_AT || this == RECORDED_AT;
    }

    /** All of them. */
    static MessageType schema() {
        return schema(List.of(values()));
    }

    /** Those that say what an event is, and nothing of the chain: the first ones, through {@link #DATA}. */
    static List<Column> ofEvents() {
        return List.of(values()).subList(0, DATA.index() + 1);
    }

    static MessageType schema(List<Column> columns) {
        return new MessageType("event", columns.stream().map(Column::type).toList());
    }

    private Type type() {
        return switch (this) {
            case POSITION, VERSION -> Types.required(INT64).named(title());
            case OCCURRED_AT, RECORDED_AT ->
                    Types.required(INT64).as(timestampType(true, TimeUnit.MICROS)).named(title());
            case ID ->
                    Types.required(FIXED_LEN_BYTE_ARRAY).length(16).as(uuidType()).named(title());
            case TENANT, SUBJECT, TYPE, ACTOR ->
                    Types.required(BINARY).as(stringType()).named(title());
            case OCCURRED_AT_EXACT,
                    SESSION,
                    PROJECT,
                    CORRELATION_ID,
                    CAUSATION_ID,
                    IDEMPOTENCY_KEY,
                    REQUEST_DIGEST ->
                    Types.optional(BINARY).as(stringType()).named(title());
            case DATA -> Types.optional(BINARY).as(jsonType()).named(title());
            case DATA_SALT ->
                    Types.optional(FIXED_LEN_BYTE_ARRAY).length(Salt.BYTES).named(title());
            case DATA_DIGEST, FRAME_HASH ->
                    Types.optional(FIXED_LEN_BYTE_ARRAY).length(Hash.BYTES).named(title());
        };
    }
}
