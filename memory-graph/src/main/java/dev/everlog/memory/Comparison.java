package dev.everlog.memory;

import dev.everlog.memory.CompareEntities.Pair;
import dev.everlog.memory.CompareEntities.Property;
import dev.everlog.memory.CompareEntities.Result;
import dev.everlog.memory.PageRequest.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares subjects. For one reading. */
final class Comparison {
    /** A subject with its state and the types of its events, oldest first. */
    private record Entity(String subject, ObjectNode state, List<Integer> types, boolean cut) {}

    private Comparison() {}

    static Result of(Reading reading, CompareEntities asked) {
        List<String> subjects =
                asked.subjects().stream()
                        .map(one -> EventReads.subject(reading, one))
                        .distinct()
                        .toList();
        Checks.count("different subjects", subjects, 2, CompareEntities.MAX_SUBJECTS);
        List<Entity> entities =
                subjects.stream().map(subject -> entity(reading, subject, asked)).toList();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < entities.size(); i++) {
            for (int j = i + 1; j < entities.size(); j++) {
                pairs.add(pair(entities.get(i), entities.get(j)));
            }
        }
        return new Result(
                subjects, pairs, properties(entities), entities.stream().anyMatch(Entity::cut));
    }

    private static Entity entity(Reading reading, String subject, CompareEntities asked) {
        var state =
                EventReads.folded(
                        reading, new Reconstruct(subject, Reconstruct.Merge.DEEP, false), subject);
        EventQuery query =
                new EventQuery(
                        List.of(subject),
                        List.of(),
                        List.of(),
                        asked.since(),
                        asked.until(),
                        null,
                        null);
        long[] newestFirst =
                new EventSearch(reading, query)
                        .visible(Order.DESC)
                        .limit(CompareEntities.MAX_STEPS + 1L)
                        .toArray();
        List<Integer> types =
                LongStream.of(newestFirst)
                        .limit(CompareEntities.MAX_STEPS)
                        .sorted()
                        .mapToInt(reading.states().index()::typeNumber)
                        .boxed()
                        .toList();
        return new Entity(subject, state.state(), types, types.size() < newestFirst.length);
    }

    private static Pair pair(Entity a, Entity b) {
        Set<Integer> shared = new HashSet<>(a.types);
        Set<Integer> all = new HashSet<>(a.types);
        shared.retainAll(Set.copyOf(b.types));
        all.addAll(b.types);
        return new Pair(
                a.subject,
                b.subject,
                shared.size(),
                all.size(),
                similarity(array(a), array(b)),
                Difference.between(a.state, b.state).size());
    }

    private static int[] array(Entity entity) {
        return entity.types.stream().mapToInt(Integer::intValue).toArray();
    }

    static double similarity(int[] a, int[] b) {
        int longer = Math.max(a.length, b.length);
        return longer == 0 ? 1 : 1 - (double) distance(a, b) / longer;
    }

    /** By R. Wagner and M. Fischer (1974), with one row. */
    private static int distance(int[] a, int[] b) {
        int[] row = new int[b.length + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length];
    }

    private static List<Property> properties(List<Entity> entities) {
        Set<String> paths = new LinkedHashSet<>();
        entities.forEach(
                entity -> Difference.leaves(entity.state).forEach(leaf -> paths.add(leaf.path())));
        return paths.stream()
                .map(path -> new Property(path, values(path, entities)))
                .filter(one ->
                        one.values().size() < entities.size()
                                || new HashSet<>(one.values().values()).size() > 1)
                .toList();
    }

    private static SequencedMap<String, JsonNode> values(String path, List<Entity> entities) {
        SequencedMap<String, JsonNode> values = new LinkedHashMap<>();
        for (Entity entity : entities) {
            JsonNode value = entity.state.at(path);
            if (!value.isMissingNode()) {
                values.put(entity.subject, value);
            }
        }
        return values;
    }
}
