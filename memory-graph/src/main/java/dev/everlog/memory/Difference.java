package dev.everlog.memory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One difference between two JSON values, as deep inside as it can be told. In their order, differences are a JSON
 * Patch (RFC 6902): applied to the old value they give the new one. Immutable.
 *
 * @param path JSON Pointer (RFC 6901)
 * @param before null where something was added
 * @param after null where something was removed
 */
public record Difference(Op op, String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    /** The operation of the patch. */
    public enum Op {
        ADD,
        REMOVE,
        REPLACE
    }

    /** Members by name; elements of lists by index, so that what is inserted in the middle moves all behind it. */
    static List<Difference> between(JsonNode before, JsonNode after) {
        List<Difference> all = new ArrayList<>();
        compare("", before, after, all);
        return all;
    }

    /** What is in a state, as deep as its objects go: each value as something that was added to nothing. */
    static List<Difference> leaves(ObjectNode state) {
        List<Difference> all = new ArrayList<>();
        state.properties().forEach(member -> leaves("", member, all));
        return all;
    }

    private static void leaves(
            String above, Map.Entry<String, JsonNode> member, List<Difference> all) {
        String path = above + "/" + escaped(member.getKey());
        if (member.getValue() instanceof ObjectNode inner && !inner.isEmpty()) {
            inner.properties().forEach(one -> leaves(path, one, all));
        } else {
            all.add(new Difference(Op.ADD, path, null, member.getValue()));
        }
    }

    private static void compare(String path, JsonNode a, JsonNode b, List<Difference> all) {
        if (a instanceof ObjectNode old && b instanceof ObjectNode now) {
            members(path, old, now, all);
        } else if (a instanceof ArrayNode old && b instanceof ArrayNode now) {
            elements(path, old, now, all);
        } else if (!a.equals(b)) {
            all.add(new Difference(Op.REPLACE, path, a, b));
        }
    }

    private static void members(String path, ObjectNode old, ObjectNode now, List<Difference> all) {
        Set<String> names = new LinkedHashSet<>(old.propertyNames());
        names.addAll(now.propertyNames());
        for (String name : names) {
            each(path + "/" + escaped(name), old.get(name), now.get(name), all);
        }
    }

    private static void elements(String path, ArrayNode old, ArrayNode now, List<Difference> all) {
        int both = Math.min(old.size(), now.size());
        for (int i = 0; i < both; i++) {
            compare(path + "/" + i, old.get(i), now.get(i), all);
        }
        for (int i = old.size() - 1; i >= both; i--) {
            each(path + "/" + i, old.get(i), null, all);
        }
        for (int i = both; i < now.size(); i++) {
            each(path + "/" + i, null, now.get(i), all);
        }
    }

    private static void each(
            String path, @Nullable JsonNode a, @Nullable JsonNode b, List<Difference> all) {
        if (a != null && b != null) {
            compare(path, a, b, all);
        } else if (a != null || b != null) {
            all.add(new Difference(a == null ? Op.ADD : Op.REMOVE, path, a, b));
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
