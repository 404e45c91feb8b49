package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.everlog.memory.MemoryKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A kind of memories to look for. Says what is allowed, for the list of tools says it once, where memories are made.
 * Immutable.
 */
record Kind(@JsonValue String text) implements Scalar {
    private static final Set<String> ALLOWED = Names.constants(List.of(MemoryKind.values()));

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Kind {
        if (!ALLOWED.contains(text)) {
            throw new IllegalArgumentException(
                    "must be one of "
                            + ALLOWED.stream().sorted().collect(Collectors.joining(", "))
                            + ", was "
                            + Quoted.data(Names.shortened(text)));
        }
    }

    static Set<String> names(@Nullable List<Kind> kinds) {
        return requireNonNullElse(kinds, List.<Kind>of()).stream()
                .map(Kind::text)
                .collect(Collectors.toUnmodifiableSet());
    }
}
