package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.PageRequest.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds events. */
sealed interface EventReadTool<A extends Answer> extends Tool<A> {
    @About(
            title = "Find events",
            effect = Effect.READS,
            value = "Events that match all filters, newest first.",
            example = "{\"types\": [\"order.*\"], \"since\": \"-7d\", \"limit\": 5}")
    record QueryEvents(
            @Doc(value = "handles, e1042", listed = false) @Nullable List<Handle> events,
            @Flat EventFilter filter,
            @Doc(value = "conditions on data", listed = false) @Nullable List<Condition> where,
            @Doc(value = "in which it was written", listed = false) @Nullable String session,
            @Doc(value = "who wrote it", listed = false) @Nullable String actor,
            @Doc(value = "paths of data to show", listed = false) @Nullable List<String> fields,
            @Doc(value = "default desc", listed = false) @Nullable Order order,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements EventReadTool<Rows<EventRow>> {
        @Override
        public Rows<EventRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            var conditions = requireNonNullElse(where, List.<Condition>of());
            var query =
                    filter.query(
                                    reader.call(),
                                    conditions.stream().map(Condition::filter).toList(),
                                    session,
                                    actor)
                            .among(Handle.positions(events));
            var found =
                    reader.paged(
                            page -> reader.memory().events(query, page, reader.vantage()),
                            requireNonNullElse(order, Order.DESC));
            var shown = requireNonNullElse(fields, List.<String>of());
            return reader.rows(
                    UnknownTypes.of(filter.types(), reader),
                    found,
                    event -> EventRow.of(event, shown));
        }
    }

    @About(
            title = "Events by meaning",
            effect = Effect.READS,
            value = "Events nearest in meaning to the query, by cosine.",
            example =
                    "{\"query\": \"was it paid?\", \"types\": [\"order.*\"], \"min_score\": 0.01}")
    record SemanticSearchEvents(
            @Doc(value = "in plain words", listed = false) String query,
            @Flat SearchFilter filter,
            @Doc(
                            value =
                                    "least cosine; texts that have nothing in common have 0.3 to 0.5",
                            min = -1,
                            max = 1,
                            listed = false)
                    @Nullable Double minScore,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements EventReadTool<Rows<FoundEventRow>> {
        @Override
        public Rows<FoundEventRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            double least = requireNonNullElse(minScore, -1.0);
            return new EventFindings(reader, query, filter, false)
                    .rows((events, asked) -> events.similar(asked, least, reader.vantage()));
        }
    }

    @About(
            title = "Hybrid search",
            effect = Effect.READS,
            value = "Events by words (BM25) and meaning, fused; shows the parts.",
            example = "{\"query\": \"order paid\", \"weights\": {\"meaning\": 1, \"words\": 1}}")
    record HybridSearch(
            @Doc(value = "in plain words", listed = false) String query,
            @Flat SearchFilter filter,
            @Doc(value = "of the parts", listed = false) @Nullable PartWeights weights,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements EventReadTool<Rows<FoundEventRow>> {
        @Override
        public Rows<FoundEventRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            var parts = PartWeights.orUsual(weights);
            return new EventFindings(reader, query, filter, true)
                    .rows((events, asked) -> events.search(asked, parts, reader.vantage()));
        }
    }

    @About(
            title = "SQL",
            effect = Effect.READS,
            value =
                    "One SELECT of DuckDB over events(position, id, subject, version, type, occurred_at, recorded_at,"
                            + " actor, session, project, correlation_id, causation_id, data JSON): joins, ASOF, CTEs,"
                            + " windows, JSON functions. Times are UTC.",
            example =
                    "{\"sql\": \"SELECT type, count(*) AS n, max(data->>'total') AS total FROM events WHERE subject = ?"
                            + " GROUP BY type ORDER BY n DESC, type\", \"parameters\": [\"order/7\"]}")
    record QuerySql(
            @Doc(value = "ends with ORDER BY where the order matters", listed = false) String sql,
            @Doc(value = "for ? in sql", listed = false) @Nullable List<JsonNode> parameters,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements EventReadTool<Rows<SqlRow>> {
        @Override
        public Rows<SqlRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            return SqlPage.of(this, reader).rows(reader);
        }
    }
}
