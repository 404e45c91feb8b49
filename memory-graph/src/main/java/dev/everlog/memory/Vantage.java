package dev.everlog.memory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From where a read looks. Immutable.
 *
 * @param asOf what the log knew
 * @param validAt what was true then; null for "whenever it was true"
 * @param scope whose project
 */
public record Vantage(AsOf asOf, @Nullable Instant validAt, Scope scope) {
    /** Everything known now, of all projects and all times. */
    public static final Vantage NOW = new Vantage(AsOf.NOW, null, Scope.ALL);

    public Vantage asOf(AsOf other) {
        return new Vantage(other, validAt, scope);
    }

    public Vantage validAt(Instant other) {
        return new Vantage(asOf, other, scope);
    }

    public Vantage in(Scope other) {
        return new Vantage(asOf, validAt, other);
    }
}
