package dev.everlog.tools;

import dev.everlog.memory.custom.Field;
import dev.everlog.memory.custom.Policy;
import org.jspecify.annotations.Nullable;

/** A field of a projection. Immutable. */
record NewField(
        @Doc(value = "one word", listed = false) String name,
        @Doc(value = "dotted, into data, or @type, @actor, @at; default the name", listed = false)
                @Nullable String path,
        @Doc(value = "how one value is made of many, default last", listed = false)
                @Nullable Policy policy) {
    Field field() {
        return new Field(name, path, policy == null ? Policy.LAST : policy);
    }
}
