package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.custom.EventSchema;
import dev.everlog.memory.custom.Inference;
import dev.everlog.memory.custom.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading schemas, and holding them against what is in the log. Events are read outside of the lock. Thread-safe. */
final class SchemaReads {
    /** Events of a type that a dry run holds against a schema: about a second. */
    static final int MOST_CHECKED = 100_000;

    /** Examples that are shown. */
    private static final int EXAMPLES = 5;

    private final Folded folded;

    SchemaReads(Folded folded) {
        this.folded = folded;
    }

    static List<TypeSchemas> types(Reading reading, @Nullable String type) {
        Schemas schemas = reading.states().schemas();
        long asOf = reading.position().value();
        Map<String, Long> counts = new LinkedHashMap<>(Counts.events(reading).byType());
        schemas.types(asOf).forEach(registered -> counts.putIfAbsent(registered, 0L));
        return counts.entrySet().stream()
                .filter(each -> type == null || EventSearch.fits(type, each.getKey()))
                .map(each ->
                        new TypeSchemas(
                                each.getKey(),
                                each.getValue(),
                                schemas.versions(each.getKey(), asOf).reversed().stream()
                                        .map(SchemaReads::version)
                                        .toList()))
                .toList();
    }

    private static TypeSchemas.Version version(Schemas.Registered registered) {
        return new TypeSchemas.Version(
                registered.version(),
                new Position(registered.position()),
                registered.said().mode(),
                registered.said().compatibility(),
                registered.said().schema());
    }

    TypeSchemas.Inferred infer(String type, int most, Vantage vantage) {
        Inference inference = new Inference();
        int[] from = new int[1];
        folded.walk(
                folded.read(vantage, reading -> newest(reading, type, most)),
                event -> {
                    if (!event.isErased()) {
                        inference.add(Json.object(event.data()));
                        from[0]++;
                    }
                });
        return new TypeSchemas.Inferred(inference.schema(), from[0]);
    }

    /** Positions of the newest visible events of a type, ascending. */
    private static long[] newest(Reading reading, String type, int most) {
        var query = new EventQuery(List.of(), List.of(type), List.of(), null, null, null, null);
        return new EventSearch(reading, query)
                .visible(PageRequest.Order.DESC)
                .limit(most)
                .sorted()
                .toArray();
    }

    /** What registering would do, and how many stored events, of all projects, do not match. */
    RegisterSchema.Result preview(RegisterSchema request) {
        EventSchema schema = request.compiled();
        DecideSchema.Plan plan =
                folded.read(Vantage.NOW, reading -> DecideSchema.plan(reading, request));
        int[] mismatching = new int[1];
        Deque<RegisterSchema.Example> examples = new ArrayDeque<>();
        long[] positions =
                folded.read(Vantage.NOW, reading -> newest(reading, request.type(), MOST_CHECKED));
        folded.walk(
                positions,
                event -> {
                    List<Violation> violations =
                            event.isErased()
                                    ? List.of()
                                    : schema.violations(Json.object(event.data()));
                    if (!violations.isEmpty()) {
                        mismatching[0]++;
                        examples.addFirst(new RegisterSchema.Example(event.position(), violations));
                    }
                    if (examples.size() > EXAMPLES) {
                        examples.removeLast();
                    }
                });
        return DecideSchema.result(
                null,
                plan,
                new RegisterSchema.Stored(
                        positions.length, mismatching[0], new ArrayList<>(examples)));
    }
}
