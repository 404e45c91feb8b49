package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.custom.Compatibility;
import dev.everlog.memory.custom.SchemaMode;
import dev.everlog.memory.graph.Direction;
import dev.everlog.memory.moving.ExportFormat;
import dev.everlog.memory.moving.Exporting;
import dev.everlog.memory.moving.ImportFormat;
import dev.everlog.memory.moving.ImportReport;
import dev.everlog.memory.moving.ImportRequest;
import dev.everlog.memory.moving.ImportRequest.OnDuplicate;
import dev.everlog.memory.moving.Importing;
import dev.everlog.memory.moving.Input;
import dev.everlog.memory.moving.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImportingTest {
    private static final Writer IMPORTER = new Writer("importer", "s9", "demo", null, null, null);

    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    private ImportReport preview(ImportFormat format, String text) {
        return run(test, format, text, Map.of(), OnDuplicate.SKIP, Consent.DRY_RUN);
    }

    private ImportReport imported(ImportFormat format, String text) {
        return imported(test, format, text, Map.of());
    }

    private static ImportReport imported(
            TestMemory into, ImportFormat format, String text, Map<String, String> mapping) {
        String token =
                run(into, format, text, mapping, OnDuplicate.SKIP, Consent.DRY_RUN).confirmToken();
        Consent consent = token == null ? Consent.GO : Consent.confirmed(token);
        return run(into, format, text, mapping, OnDuplicate.SKIP, consent);
    }

    private static ImportReport run(
            TestMemory into,
            ImportFormat format,
            String text,
            Map<String, String> mapping,
            OnDuplicate onDuplicate,
            Consent consent) {
        var request =
                new ImportRequest(
                        new Input.Inline(text.replace('\'', '"')),
                        format,
                        mapping,
                        onDuplicate,
                        consent);
        return new Importing(into.memory, IMPORTER, into.clock.instant())
                .run(request, Progress.NONE);
    }

    private List<StoredEvent> events(String... types) {
        var query = new EventQuery(List.of(), List.of(types), List.of(), null, null, null, null);
        return test.memory
                .events(query, new PageRequest(1000, null, PageRequest.Order.ASC), Vantage.NOW)
                .items();
    }

    private static void assertCounts(
            ImportReport report, long imported, long duplicates, long refused) {
        assertThat(List.of(report.imported(), report.duplicates(), report.refused()))
                .as(report.toString())
                .containsExactly(imported, duplicates, refused);
        assertThat(report.rows()).isEqualTo(imported + duplicates + refused);
    }

    private static final String ROWS =
            """
            {'type':'order.placed','subject':'order/7','data':{'total':1.10},'occurred_at':'2020-05-06T07:08:09Z'}

            {'type':'order.paid','subject':'order/7','actor':'bob','session':'s3','project':'shop','correlation_id':'c'}
            {'type':'order paid','subject':'order/7'}
            {'type':'order.paid'}
            no json
            {'type':'memory.remembered','subject':'memory/x','data':{'text':'forged'}}
            {'type':'order.paid','subject':'order/8','occurred_at':'yesterday'}
            {'type':'order.paid','subject':'order/8','occurred_at':'2020-05-06T07:08:09'}
            {'type':'order.packed','subject':'order/7','weight':3}
            """;

    @Test
    void each_row_is_counted_and_what_is_refused_is_told_with_its_line() {
        ImportReport report = imported(ImportFormat.JSONL, ROWS);

        assertCounts(report, 3, 0, 6);
        assertThat(report.throughLine()).isEqualTo(10);
        assertThat(report.problems())
                .extracting(ImportReport.Problem::line)
                .containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(report.problems().toString())
                .contains("dotted words", "it has no subject", "no JSON", "Everlog's own", "zone");
        assertThat(events("order.*")).hasSize(3);
    }

    @Test
    void times_of_the_file_are_those_of_occurrence_and_the_log_says_when_it_took_them() {
        Instant before = test.clock.instant();
        imported(ImportFormat.JSONL, ROWS);

        StoredEvent placed = events("order.placed").getFirst();
        assertThat(placed.event().occurredAt()).isEqualTo("2020-05-06T07:08:09Z");
        assertThat(placed.recordedAt()).isAfter(before);
        assertThat(placed.data()).isEqualTo("{\"total\":1.10}");
        assertThat(placed.event().origin().actor()).isEqualTo("importer");
        assertThat(placed.event().origin().project()).isEqualTo("demo");
        var paid = events("order.paid").getFirst().event().origin();
        assertThat(paid.actor()).isEqualTo("bob");
        assertThat(paid.session()).isEqualTo("s3");
        assertThat(paid.project()).isEqualTo("shop");
        assertThat(paid.correlationId()).isEqualTo("c");
        assertThat(events("order.packed").getFirst().data()).isEqualTo("{\"weight\":3}");
    }

    @Test
    void the_same_rows_again_append_nothing_and_are_counted() {
        imported(ImportFormat.JSONL, ROWS);
        long end = test.tail.end().value();

        ImportReport again = imported(ImportFormat.JSONL, ROWS);

        assertCounts(again, 0, 3, 6);
        assertThat(again.receipt()).isNull();
        assertThat(test.tail.end().value()).isEqualTo(end);
    }

    @Test
    void who_cannot_be_named_in_a_log_makes_the_row_wrong_and_no_other() {
        ImportReport report =
                imported(
                        ImportFormat.JSONL,
                        """
                        {'type':'a.b','subject':'c/1','actor':'two\\nlines'}
                        {'type':'a.b','subject':'c/2','actor':'bob'}
                        """);

        assertCounts(report, 1, 0, 1);
        assertThat(report.problems().getFirst().why()).contains("actor has a line break");
    }

    @Test
    void processes_that_import_the_same_at_once_count_each_row_once() throws Exception {
        String rows =
                IntStream.range(0, 3_000)
                        .mapToObj(i -> "{'type':'thing.counted','subject':'thing/" + i + "'}\n")
                        .collect(Collectors.joining());
        var others = List.of(test.other(1), test.other(2), test.other(3));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reports =
                    others.stream()
                            .map(each ->
                                    threads.submit(() ->
                                            imported(each, ImportFormat.JSONL, rows, Map.of())))
                            .toList();
            long imported = 0;
            for (var report : reports) {
                assertThat(report.get().rows()).isEqualTo(3_000);
                imported += report.get().imported();
            }
            assertThat(imported).isEqualTo(3_000);
        }
        assertThat(test.tail.end().value()).isEqualTo(3_000);
    }

    @Test
    void equal_rows_of_one_file_are_as_many_events_each_time() {
        String twice = "{'type':'coin.thrown','subject':'coin/1'}\n".repeat(2);

        assertCounts(imported(ImportFormat.JSONL, twice), 2, 0, 0);
        assertCounts(imported(ImportFormat.JSONL, twice), 0, 2, 0);
    }

    @Test
    void another_event_under_an_id_that_is_there_is_refused() {
        String row =
                "{'id':'01912345-0000-7000-8000-000000000001','type':'a.b','subject':'c/%s'}\n";

        assertCounts(imported(ImportFormat.JSONL, row.formatted(1)), 1, 0, 0);
        ImportReport report = imported(ImportFormat.JSONL, row.formatted(1) + row.formatted(2));

        assertCounts(report, 0, 1, 1);
        assertThat(report.problems().getFirst().why()).contains("e1 has the id", "another event");
    }

    @Test
    void an_import_that_was_broken_off_goes_on_where_it_ended() {
        String rows =
                IntStream.range(0, 1_700)
                        .mapToObj(i -> "{'type':'thing.counted','subject':'thing/" + i + "'}\n")
                        .collect(Collectors.joining());
        String part = rows.lines().limit(1_100).collect(Collectors.joining("\n"));

        assertCounts(imported(ImportFormat.JSONL, part), 1_100, 0, 0);
        ImportReport rest = imported(ImportFormat.JSONL, rows);

        assertCounts(rest, 600, 1_100, 0);
        assertThat(rest.receipt().first().value()).isEqualTo(1_101);
        assertThat(rest.receipt().last().value()).isEqualTo(1_700);
        assertThat(events("thing.counted"))
                .extracting(event -> event.subject())
                .hasSize(1_000)
                .doesNotHaveDuplicates();
    }

    @Test
    void more_than_one_row_wants_the_token_of_its_dry_run() {
        ImportReport preview = preview(ImportFormat.JSONL, ROWS);
        assertCounts(preview, 3, 0, 6);
        assertThat(test.tail.end().value()).isZero();
        var none = Map.<String, String>of();

        assertThatThrownBy(() ->
                        run(test, ImportFormat.JSONL, ROWS, none, OnDuplicate.SKIP, Consent.GO))
                .hasMessageContaining("no confirm_token was given");
        assertThatThrownBy(() ->
                        run(
                                test,
                                ImportFormat.JSONL,
                                ROWS + "{}",
                                none,
                                OnDuplicate.SKIP,
                                Consent.confirmed(preview.confirmToken())))
                .hasMessageContaining("belongs to another");
        assertThat(test.tail.end().value()).isZero();
        String one = ROWS.lines().findFirst().orElseThrow();
        assertThat(preview(ImportFormat.JSONL, one).confirmToken()).isNull();
        assertCounts(
                run(test, ImportFormat.JSONL, one, none, OnDuplicate.SKIP, Consent.GO), 1, 0, 0);
    }

    @Test
    void nothing_is_imported_where_duplicates_are_refused_and_there_is_one() {
        imported(ImportFormat.JSONL, ROWS.lines().findFirst().orElseThrow());

        assertThatThrownBy(() ->
                        run(
                                test,
                                ImportFormat.JSONL,
                                ROWS,
                                Map.of(),
                                OnDuplicate.REFUSE,
                                Consent.DRY_RUN))
                .hasMessageContaining("1 of 9 rows are there already; nothing was imported");
        assertThat(test.tail.end().value()).isEqualTo(1);
    }

    @Test
    void a_schema_refuses_rows_or_warns_of_them() {
        String schema = "{\"type\":\"object\",\"required\":[\"total\"]}";
        test.memory.registerSchema(
                new RegisterSchema(
                        "order.placed",
                        Json.object(schema),
                        SchemaMode.ENFORCE,
                        Compatibility.NONE,
                        false),
                TestMemory.ADA);
        test.memory.registerSchema(
                new RegisterSchema(
                        "order.paid",
                        Json.object(schema),
                        SchemaMode.WARN,
                        Compatibility.NONE,
                        false),
                TestMemory.ADA);

        ImportReport report =
                imported(
                        ImportFormat.JSONL,
                        """
                        {'type':'order.placed','subject':'order/1','data':{'total':1}}
                        {'type':'order.placed','subject':'order/2','data':{}}
                        {'type':'order.paid','subject':'order/1','data':{}}
                        """);

        assertCounts(report, 2, 0, 1);
        assertThat(report.problems()).hasSize(1);
        assertThat(report.problems().getFirst().line()).isEqualTo(2);
        assertThat(report.problems().getFirst().why()).contains("schema v1 of order.placed");
        assertThat(report.warnings()).hasSize(1);
        assertThat(report.warnings().getFirst().line()).isEqualTo(3);
    }

    @Test
    void a_table_of_somebody_else_is_mapped_and_what_is_left_is_the_data() {
        String table =
                """
                when,who,what,amount
                2021-01-02T03:04:05+01:00,u1,buy,12.50
                2021-01-02T03:04:06Z,u2,,1
                """;
        var mapping =
                Map.of(
                        "type", "shop.{what}",
                        "subject", "user/{who}",
                        "occurred_at", "{when}");

        ImportReport report = imported(test, ImportFormat.CSV, "\ufeff" + table, mapping);

        assertCounts(report, 1, 0, 1);
        assertThat(report.problems().getFirst())
                .isEqualTo(new ImportReport.Problem(3, "it has no what, of which type is made"));
        StoredEvent bought = events("shop.buy").getFirst();
        assertThat(bought.subject()).isEqualTo("user/u1");
        assertThat(bought.event().occurredAt()).isEqualTo("2021-01-02T02:04:05Z");
        assertThat(bought.data()).isEqualTo("{\"amount\":\"12.50\"}");
    }

    @Test
    void a_document_is_a_list_or_has_one() {
        String list = "[{'type':'a.b','subject':'c/1'},\n{'type':'a.b','subject':'c/2'}, 7]";

        assertCounts(imported(ImportFormat.JSON, list), 2, 0, 1);
        assertCounts(
                imported(ImportFormat.JSON, "{'count':3,'events':" + list + ",'next':null}"),
                0,
                2,
                1);
        assertThatThrownBy(() -> imported(ImportFormat.JSON, list.substring(0, 40)))
                .isInstanceOf(MemoryException.class)
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> imported(ImportFormat.JSON, "{}"))
                .hasMessageContaining("there is no row");
    }

    private static final String GRAPH =
            """
            {'type':'relation','from':'Ada Lovelace','to':'Engine','relationType':'works on'}
            {'type':'entity','name':'Ada Lovelace','entityType':'person','observations':['writes notes','likes tea']}
            {'type':'entity','name':'Engine','entityType':'Calculating Machine','observations':[]}
            {'type':'relation','from':'Ada Lovelace','to':'London','relationType':'lives_in'}
            {'type':'relation','from':'Ada Lovelace','to':'Nobody','relationType':'knows'}
            {'type':'entity','name':'London','entityType':'city','observations':['rains']}
            {'type':'relation','from':'Ada Lovelace','to':'Paris','relationType':'lives_in'}
            {'type':'entity','name':'Paris','entityType':'memory','observations':[]}
            {'type':'entity','entityType':'city','observations':[]}
            """;

    @Test
    void a_graph_of_the_memory_server_becomes_nodes_memories_and_edges() {
        ImportReport report = imported(ImportFormat.SERVER_MEMORY, GRAPH);

        assertCounts(report, 7, 0, 2);
        assertThat(report.problems())
                .extracting(ImportReport.Problem::line)
                .containsExactlyInAnyOrder(5L, 9L);
        var around =
                test.memory.neighbors(
                        new Neighbors("Ada Lovelace", List.of(), Direction.OUT, 1, 0, 50),
                        Vantage.NOW);
        assertThat(around.edges())
                .filteredOn(edge -> edge.sourceKey().equals("person/ada-lovelace"))
                .extracting(edge -> edge.relation() + " " + edge.targetKey())
                .containsExactlyInAnyOrder(
                        "works_on calculating_machine/engine",
                        "lives_in city/london",
                        "lives_in memory_entity/paris");
        assertThat(around.edges()).allMatch(edge -> edge.validity().to() == null);
        assertThat(test.memory.texts(0, 10))
                .extracting(TextVersion::text)
                .containsExactlyInAnyOrder("writes notes", "likes tea", "rains");
        NodeRow engine = node("Engine");
        assertThat(engine.type()).isEqualTo("Calculating_Machine");
        assertThat(engine.properties().get("entity_type").stringValue())
                .isEqualTo("Calculating Machine");
        assertThat(node("Paris").type()).isEqualTo("memory_entity");
    }

    @Test
    void entities_whose_names_differ_only_in_case_stay_apart() {
        String graph =
                """
                {'type':'entity','name':'Apple','entityType':'brand','observations':['sells phones']}
                {'type':'entity','name':'apple','entityType':'Brand','observations':['grows on trees']}
                {'type':'entity','name':'Apple','entityType':'brand','observations':['sells watches']}
                {'type':'relation','from':'apple','to':'Apple','relationType':'is_not'}
                """;

        assertCounts(imported(ImportFormat.SERVER_MEMORY, graph), 4, 0, 0);
        assertThat(about("brand/apple")).containsExactlyInAnyOrder("sells phones", "sells watches");
        var edge =
                test.memory
                        .neighbors(
                                new Neighbors(
                                        "brand/apple", List.of("is_not"), Direction.IN, 1, 0, 9),
                                Vantage.NOW)
                        .edges()
                        .getFirst();
        assertThat(edge.sourceKey()).startsWith("brand/apple-");
        assertThat(about(edge.sourceKey())).containsExactly("grows on trees");
        assertThat(node(edge.sourceKey()).name()).isEqualTo("apple");
        assertThat(node("brand/apple").name()).isEqualTo("Apple");
        assertCounts(imported(ImportFormat.SERVER_MEMORY, graph), 0, 4, 0);
    }

    private List<String> about(String node) {
        return test
                .memory
                .neighbors(
                        new Neighbors(node, List.of("about"), Direction.IN, 1, 0, 9), Vantage.NOW)
                .edges()
                .stream()
                .map(edge -> node(edge.sourceKey()).text().text())
                .toList();
    }

    private NodeRow node(String name) {
        return test.memory.read(Vantage.NOW, reading -> reading.node(reading.resolve(name)));
    }

    @Test
    void a_graph_again_adds_what_is_new_in_it_only() {
        imported(ImportFormat.SERVER_MEMORY, GRAPH);
        long end = test.tail.end().value();

        assertCounts(imported(ImportFormat.SERVER_MEMORY, GRAPH), 0, 7, 2);
        assertThat(test.tail.end().value()).isEqualTo(end);
        String grown = GRAPH.replace("'likes tea'", "'likes tea','likes horses'");
        assertCounts(imported(ImportFormat.SERVER_MEMORY, grown), 1, 6, 2);
        assertThat(test.tail.end().value()).isEqualTo(end + 1);
    }

    private static final String MEM0 =
            """
            {'results':[
              {'id':'892db2ae-06d9-49e5-8b3e-585ef9b85b8e','memory':'Likes to play cricket on weekends',
               'hash':'7f16','metadata':{'category':'hobbies'},'created_at':'2024-07-26T10:29:36.630547-07:00',
               'updated_at':null,'user_id':'alice','agent_id':'coach','run_id':'r1','categories':['sports']},
              {'id':'x2','text':'Is vegetarian','created_at':'2024-07-27T00:00:00Z','user_id':'alice'},
              {'id':'x3','memory':' '}],
             'relations':[{'source':'alice','relationship':'plays with','target':'bob'}]}
            """;

    @Test
    void memories_of_mem0_are_remembered_when_they_were_made_and_every_field_is_kept() {
        ImportReport report = imported(ImportFormat.MEM0, MEM0);

        assertCounts(report, 3, 0, 1);
        TextVersion cricket = test.memory.texts(0, 1).getFirst();
        assertThat(cricket.text()).isEqualTo("Likes to play cricket on weekends");
        assertThat(cricket.occurredAt()).isEqualTo("2024-07-26T17:29:36.630547Z");
        StoredEvent row = events("mem0.exported").getFirst();
        assertThat(row.subject()).isEqualTo("mem0/892db2ae-06d9-49e5-8b3e-585ef9b85b8e");
        assertThat(row.event().occurredAt()).isEqualTo(cricket.occurredAt());
        assertThat(row.data())
                .contains("\"hash\":\"7f16\"", "\"run_id\":\"r1\"", "\"category\":\"hobbies\"");
        assertThat(node("person/alice").name()).isEqualTo("alice");
        assertThat(events("edge.recorded")).hasSize(1);
        assertCounts(imported(ImportFormat.MEM0, MEM0), 0, 3, 1);
        String list = MEM0.substring(MEM0.indexOf('['), MEM0.indexOf("],\n 'rel") + 1);
        assertCounts(imported(ImportFormat.MEM0, list), 0, 2, 1);
        String revised = list.replace("Is vegetarian", "Is vegan");
        assertCounts(imported(ImportFormat.MEM0, revised), 1, 1, 1);
    }

    private static final String ALLSOURCE =
            """
            {'id':'0191d2a4-6b6e-4c44-9d3e-0a1b2c3d4e5f','event_type':'user.created','entity_id':'user-123',\
            'tenant_id':'acme','payload':{'name':'Alice'},'timestamp':'2025-10-20T08:00:00.5Z',\
            'metadata':{'source':'api'},'version':3}
            {'id':'0191d2a4-6b6e-4c44-9d3e-0a1b2c3d4e60','event_type':'session.closed','entity_id':'s',\
            'tenant_id':'acme','payload':1,'timestamp':'2025-10-20T08:00:01Z','metadata':null,'version':1}
            """;

    @Test
    void events_of_allsource_keep_id_time_and_what_has_no_place_here() {
        ImportReport report = imported(ImportFormat.ALLSOURCE, ALLSOURCE);

        assertCounts(report, 1, 0, 1);
        StoredEvent created = events("user.created").getFirst();
        assertThat(created.event().id()).hasToString("0191d2a4-6b6e-4c44-9d3e-0a1b2c3d4e5f");
        assertThat(created.subject()).isEqualTo("entity/user-123");
        assertThat(created.event().occurredAt()).isEqualTo("2025-10-20T08:00:00.5Z");
        assertThat(Json.object(created.data()))
                .isEqualTo(
                        Json.object(
                                "{\"name\":\"Alice\",\"imported\":{\"tenant_id\":\"acme\",\"metadata\":{\"source\":\"api\"},"
                                        + "\"version\":3}}"));
        var mapping = Map.of("type", "allsource.{event_type}");
        assertCounts(imported(test, ImportFormat.ALLSOURCE, ALLSOURCE, mapping), 1, 0, 1);
        assertThat(events("allsource.session.closed")).hasSize(1);
    }

    private void live() {
        test.remember("Ada likes tea", "person/ada");
        test.node("city", "Paris");
        test.edge("person/ada", "lives_in", "city/paris");
        var items = new ArrayList<Ingest.Item>();
        for (int i = 0; i < 700; i++) {
            items.add(
                    new Ingest.Item(
                            null,
                            "thing.counted",
                            "thing/" + i % 7,
                            Json.object("{\"n\":" + i + ",\"exact\":0.10}"),
                            Instant.parse("2020-01-01T00:00:00Z"),
                            null,
                            null,
                            null));
        }
        test.memory.ingest(new Ingest(items), IMPORTER);
    }

    private String export(ExportFormat format) throws IOException {
        var out = new ByteArrayOutputStream();
        var now = Vantage.NOW.asOf(new AsOf.At(test.memory.position()));
        long written =
                new Exporting(test.memory, EventQuery.ALL, now).writeTo(out, format, Progress.NONE);
        assertThat(written).isEqualTo(test.tail.end().value());
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"JSONL", "CSV"})
    void a_whole_export_into_an_empty_memory_has_the_same_digest(ExportFormat format)
            throws IOException {
        live();
        String whole = export(format);
        var importFormat = ImportFormat.valueOf(format.name());
        try (var to = new TestMemory()) {
            to.clock.set(TestMemory.START.plusSeconds(1_000_000));

            ImportReport report = quoted(to, importFormat, whole);

            assertThat(report.copied()).isTrue();
            assertCounts(report, test.tail.end().value(), 0, 0);
            assertThat(to.memory.digests()).isEqualTo(test.memory.digests());
            assertCounts(quoted(to, importFormat, whole), 0, test.tail.end().value(), 0);
        }
    }

    /** As it is, without changing single quotes. */
    private static ImportReport quoted(TestMemory into, ImportFormat format, String text) {
        var importing = new Importing(into.memory, IMPORTER, into.clock.instant());
        var input = new Input.Inline(text);
        var preview = new ImportRequest(input, format, Map.of(), OnDuplicate.SKIP, Consent.DRY_RUN);
        Consent sure = Consent.confirmed(importing.run(preview, Progress.NONE).confirmToken());
        return importing.run(
                new ImportRequest(input, format, Map.of(), OnDuplicate.SKIP, sure), Progress.NONE);
    }

    @Test
    void a_whole_export_into_a_memory_with_other_events_gives_those_of_the_callers_new_places()
            throws IOException {
        live();
        String whole = export(ExportFormat.JSONL);
        try (var to = new TestMemory()) {
            to.remember("Something else");
            to.clock.set(TestMemory.START.plusSeconds(1_000_000));

            ImportReport report = quoted(to, ImportFormat.JSONL, whole);

            assertThat(report.copied()).isFalse();
            assertCounts(report, 700, 0, test.tail.end().value() - 700);
            assertThat(report.problems().getFirst().why()).contains("Everlog's own");
            assertThat(report.notKept()).contains("position", "recorded_at", "version", "tenant");
        }
    }

    @Test
    void what_is_in_the_future_is_no_whole_export_to_be_believed() throws IOException {
        test.clock.set(TestMemory.START.plusSeconds(1_000_000));
        live();
        String whole = export(ExportFormat.JSONL);
        try (var to = new TestMemory()) {
            assertThat(quoted(to, ImportFormat.JSONL, whole).copied()).isFalse();
        }
    }
}
