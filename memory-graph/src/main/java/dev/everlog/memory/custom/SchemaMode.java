package dev.everlog.memory.custom;

/** What happens to an event that does not match the schema of its type. */
public enum SchemaMode {
    /** It is appended. */
    OFF,
    /** It is appended, and the answer says what does not match. */
    WARN,
    /** It is refused, and all events of its batch with it. */
    ENFORCE
}
