package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.NodeRow;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node as it is answered, and how a walk came to it.
 *
 * @param event that is the last seen of it, {@code e1042}
 * @param name null for a memory
 * @param text null for a plain node
 * @param distance steps from where the walk began; null where nobody walked
 * @param edges between this node and those listed before it; null where nobody walked
 */
record HopRow(
        String handle,
        String event,
        String subject,
        String type,
        @Nullable String name,
        @Nullable ObjectNode properties,
        @Nullable String text,
        @JsonUnwrapped Valid valid,
        @Nullable Integer distance,
        @Nullable List<EdgeView> edges)
        implements Row<HopRow> {
    /** A memory's subject is an id of 22 tokens that nobody needs beside the handle. */
    private static final String MEMORY = "memory";

    static HopRow of(NodeRow node) {
        return of(node, null);
    }

    /** @param now by which it is marked as valid or not, null for no mark */
    static HopRow of(NodeRow node, @Nullable Instant now) {
        return new HopRow(
                node.handle(),
                node.position().toString(),
                node.key(),
                node.type(),
                node.name().isEmpty() ? null : node.name(),
                node.properties().isEmpty() ? null : node.properties(),
                node.text() == null ? null : node.text().text(),
                Valid.of(node.validity(), now),
                null,
                null);
    }

    static HopRow of(Walk.Hop hop, Instant now) {
        var node = of(hop.node(), now);
        return new HopRow(
                node.handle,
                node.event,
                node.subject,
                node.type,
                node.name,
                node.properties,
                node.text,
                node.valid,
                hop.distance(),
                hop.edges().stream().map(edge -> EdgeView.of(edge, now)).toList());
    }

    /** For instance {@code n5 person/ada "Ada" {"city":"Paris"} 1 step: e12 n3 -knows-> n5}. */
    @Override
    public String line() {
        String what = type.equals(MEMORY) ? MEMORY : Quoted.name(subject);
        String head = handle + " " + what + (name == null ? "" : " " + Quoted.data(name));
        String content =
                (properties == null ? "" : " " + Quoted.json(properties))
                        + (text == null ? "" : " " + Quoted.data(text));
        return head + valid.words() + content + steps();
    }

    @Override
    public long served() {
        return Handles.position(event);
    }

    private String steps() {
        if (distance == null || distance == 0) {
            return distance == null ? "" : ", the start";
        }
        String ways =
                edges == null
                        ? ""
                        : edges.stream().map(EdgeView::line).collect(Collectors.joining(", "));
        return ", " + distance + (distance == 1 ? " step: " : " steps: ") + ways;
    }

    @Override
    public HopRow shortened(int characters) {
        return new HopRow(
                handle,
                event,
                subject,
                type,
                name,
                cut(properties, characters),
                text == null ? null : Quoted.start(text, characters),
                valid,
                distance,
                edges);
    }

    /** Whole properties, as many as there is room for. */
    private static @Nullable ObjectNode cut(@Nullable ObjectNode properties, int characters) {
        if (properties == null || properties.toString().length() <= characters) {
            return properties;
        }
        var cut = Json.MAPPER.createObjectNode();
        properties.properties().stream()
                .takeWhile(property ->
                        cut.toString().length() + property.toString().length() < characters)
                .forEach(property -> cut.set(property.getKey(), property.getValue()));
        return cut.put("…", properties.size() - cut.size() + " more properties: raise max_tokens");
    }
}
