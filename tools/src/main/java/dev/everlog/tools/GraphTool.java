package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import dev.everlog.memory.AddEdge;
import dev.everlog.memory.AddNode;
import dev.everlog.memory.Neighbors.Direction;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Validity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes and walks the graph of named things. */
sealed interface GraphTool<A extends Answer> extends Tool<A> {
    @About(
            title = "Record a node",
            effect = Effect.APPENDS,
            value = "Creates a node, or merges into that of the same key or name.",
            example =
                    "{\"type\": \"person\", \"name\": \"Ada\", \"properties\": {\"city\": \"Paris\"}}")
    record MemoryAddNode(
            @Doc(value = "one word, for instance person", listed = false) String type,
            @Doc(value = "as people call it", listed = false) String name,
            @Doc(value = "merged one by one; null removes", listed = false)
                    @Nullable ObjectNode properties,
            @Doc(value = "kind/id, or only the id", listed = false) @Nullable String key,
            @Doc(value = "to be recalled by", maxLength = Remember.MAX_TEXT, listed = false)
                    @Nullable String text,
            @Doc(value = "true from then on", listed = false) @Nullable When validFrom,
            @Doc(value = "true until then", listed = false) @Nullable When validTo,
            @Flat WriteOptions write)
            implements GraphTool<NodeRecorded> {
        @Override
        public NodeRecorded run(Call call) {
            var request =
                    new AddNode(
                            type,
                            name,
                            requireNonNullElseGet(properties, Json.MAPPER::createObjectNode),
                            key,
                            text,
                            new Validity(call.from(validFrom), call.from(validTo)));
            return NodeRecorded.of(call.memory().addNode(request, call.writer(write)));
        }
    }

    @About(
            title = "Record an edge",
            effect = Effect.APPENDS,
            value = "Relates two nodes (n17, subject or name).",
            example =
                    "{\"source\": \"person/ada\", \"target\": \"order/7\", \"relation\": \"placed\"}")
    record MemoryAddEdge(
            @Doc(value = "n17, subject or name", listed = false) String source,
            @Doc(value = "n17, subject or name", listed = false) String target,
            @Doc(value = "one word, for instance works_at", listed = false) String relation,
            @Doc(value = "merged one by one; null removes", listed = false)
                    @Nullable ObjectNode properties,
            @Doc(value = "above 0, default 1", listed = false) @Nullable Double weight,
            @Doc(value = "true from then on", listed = false) @Nullable When validFrom,
            @Doc(value = "true until then", listed = false) @Nullable When validTo,
            @Flat WriteOptions write)
            implements GraphTool<EdgeRecorded> {
        @Override
        public EdgeRecorded run(Call call) {
            var request =
                    new AddEdge(
                            source,
                            target,
                            relation,
                            requireNonNullElseGet(properties, Json.MAPPER::createObjectNode),
                            weight,
                            new Validity(call.from(validFrom), call.from(validTo)),
                            null);
            return EdgeRecorded.of(call.memory().addEdge(request, call.writer(write)));
        }
    }

    @About(
            title = "Neighbours",
            effect = Effect.READS,
            value = "Nodes around a node, with edges; all nodes without it.",
            example = "{\"node\": \"person/ada\", \"depth\": 2}")
    record MemoryNeighbors(
            @Doc(value = "n17, subject, key or name", listed = false) @Nullable String node,
            @Doc(value = "only these", listed = false) @Nullable List<String> relations,
            @Doc(value = "default both", listed = false) @Nullable Direction direction,
            @Doc(value = "steps, default 1", min = 1, max = 4, listed = false)
                    @Nullable Integer depth,
            @Doc(value = "of edges", listed = false) @Nullable Double minWeight,
            @Doc(value = "only what was true then", listed = false) @Nullable When validAt,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements GraphTool<Rows<HopRow>> {
        @Override
        public Rows<HopRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            var vantage = reader.vantage(validAt);
            var now = reader.present();
            return node == null
                    ? reader.rows(
                            null, Walk.allNodes(reader, vantage), found -> HopRow.of(found, now))
                    : reader.rows(
                            null,
                            Walk.around(this, node, reader, vantage),
                            hop -> HopRow.of(hop, now));
        }

        Direction way() {
            return requireNonNullElse(direction, Direction.BOTH);
        }
    }
}
