package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import dev.everlog.memory.AddEdge;
import dev.everlog.memory.AddNode;
import dev.everlog.memory.NodeQuery;
import dev.everlog.memory.NodeQuery.Sort;
import dev.everlog.memory.Remember;
import dev.everlog.memory.ShortestPath;
import dev.everlog.memory.Validity;
import dev.everlog.memory.graph.Direction;
import dev.everlog.memory.recall.Attach;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes and walks the graph of named things. */
sealed interface GraphTool<A extends Answer> extends Tool<A> {
    @About(
            title = "Record node",
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
            title = "Record edge",
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
            title = "Find nodes",
            effect = Effect.READS,
            value = "Finds nodes by name, type and properties.",
            example =
                    "{\"type\": \"person\", \"where\": [{\"path\": \"city\", \"value\": \"Paris\"}]}")
    record MemorySearch(
            @Doc(value = "words of the name or key", listed = false) @Nullable String text,
            @Doc(value = "for instance person", listed = false) @Nullable String type,
            @Doc(value = "conditions on properties, as in query_events", listed = false)
                    @Nullable List<JsonNode> where,
            @Doc(value = "default match with a text, else newest", listed = false)
                    @Nullable Sort sort,
            @Doc(value = "only what was true then", listed = false) @Nullable When validAt,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements GraphTool<Rows<HopRow>> {
        public MemorySearch {
            Condition.requireAll(where);
        }

        @Override
        public Rows<HopRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            var query = new NodeQuery(text, type, Condition.filters(where), sort);
            var now = reader.marked(validAt);
            return reader.rows(
                    null,
                    Slice.ranked(
                            count -> reader.memory().nodes(query, count, reader.vantage(validAt)),
                            Integer.MAX_VALUE),
                    node -> HopRow.of(node, now));
        }
    }

    @About(
            title = "Neighbours",
            effect = Effect.READS,
            value = "Nodes around a node, with edges.",
            example = "{\"node\": \"person/ada\", \"depth\": 2}")
    record MemoryNeighbors(
            @Doc(value = "n17, subject, key or name", listed = false) String node,
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
            var now = reader.marked(validAt);
            return reader.rows(
                    null, Walk.around(this, reader, vantage), hop -> HopRow.of(hop, now));
        }

        Direction way() {
            return requireNonNullElse(direction, Direction.BOTH);
        }
    }

    @About(
            title = "Shortest path",
            effect = Effect.READS,
            value = "How two nodes are connected: shortest paths with edges.",
            example = "{\"from\": \"person/ada\", \"to\": \"order/7\"}")
    record MemoryShortestPath(
            @Doc(value = "n17, subject, key or name", listed = false) String from,
            @Doc(value = "n17, subject, key or name", listed = false) String to,
            @Doc(value = "only these", listed = false) @Nullable List<String> relations,
            @Doc(value = "default both", listed = false) @Nullable Direction direction,
            @Doc("an edge costs 1/weight") @Nullable Boolean weighted,
            @Doc(value = "steps, default 6", min = 1, max = 10, listed = false)
                    @Nullable Integer maxDepth,
            @Doc(value = "paths, default 1", min = 1, max = 20, listed = false) @Nullable Integer k,
            @Doc(value = "only what was true then", listed = false) @Nullable When validAt,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements GraphTool<Rows<PathRow>> {
        /** Acquaintances of acquaintances on both sides; further ones are chance. */
        private static final int DEFAULT_DEPTH = 6;

        @Override
        public Rows<PathRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            var request =
                    new ShortestPath(
                            from,
                            to,
                            requireNonNullElse(relations, List.of()),
                            requireNonNullElse(direction, Direction.BOTH),
                            requireNonNullElse(weighted, false),
                            requireNonNullElse(maxDepth, DEFAULT_DEPTH),
                            requireNonNullElse(k, 1));
            var found = reader.memory().shortestPath(request, reader.vantage(validAt));
            var now = reader.marked(validAt);
            return reader.rows(
                    Ways.of(request, found),
                    Slice.of(found.paths()),
                    path -> PathRow.of(path, now));
        }
    }

    @About(
            title = "Attach vector",
            effect = Effect.APPENDS,
            value = "Lets the text of a node be found by other words or by your vector.",
            example = "{\"node\": \"tea\", \"text\": \"hot drinks at breakfast\"}")
    record MemoryEmbed(
            @Doc(value = "n17, subject, key or name", listed = false) String node,
            @Doc(
                            value = "what it should be found by",
                            maxLength = Remember.MAX_TEXT,
                            listed = false)
                    @Nullable String text,
            @Doc(value = "in place of text", listed = false) @Nullable List<Double> vector,
            @Doc(
                            value = "of the vector; default: the server's, the only one searched",
                            listed = false)
                    @Nullable String model,
            @Flat WriteOptions write)
            implements GraphTool<VectorAttached> {
        public MemoryEmbed {
            if ((text == null) == (vector == null)) {
                throw new IllegalArgumentException("give either text or vector");
            }
        }

        @Override
        public VectorAttached run(Call call) {
            var wish = new Attach(node, text, vector, model);
            return VectorAttached.of(call.recall().attachments().attach(wish, call.writer(write)));
        }
    }

    @About(
            title = "Similar",
            effect = Effect.READS,
            value = "Memories nearest in meaning to one of them or to a text, by cosine.",
            example = "{\"id\": \"tea\", \"top_k\": 3}")
    record MemorySimilar(
            @Doc(value = "n17 or key; or else text", listed = false) @Nullable String id,
            @Doc(value = "in plain words", listed = false) @Nullable String text,
            @Doc(value = "only these", listed = false) @Nullable List<Kind> kinds,
            @Doc(value = "first time of occurrence", listed = false) @Nullable When since,
            @Doc(value = "last time of occurrence", listed = false) @Nullable When until,
            @Doc(value = "rows on all pages", min = 1, max = 1000, listed = false)
                    @Nullable Integer topK,
            @Doc(value = "only what was true then", listed = false) @Nullable When validAt,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements GraphTool<Rows<MemoryRow>> {
        public MemorySimilar {
            if ((id == null) == (text == null)) {
                throw new IllegalArgumentException("give either id of a memory, or text");
            }
        }

        @Override
        public Rows<MemoryRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            return new Likeness(this, reader, reader.vantage(validAt)).answer();
        }
    }
}
