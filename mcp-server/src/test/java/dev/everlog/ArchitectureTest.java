package dev.everlog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The two laws of the layout: one library, one package; and the arrows between the modules.
/// Looks at product code only.
@AnalyzeClasses(
        packages = "dev.everlog",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    private static final String EVENT_LOG = "dev.everlog.eventlog..";
    private static final String EMBEDDINGS = "dev.everlog.embeddings..";
    private static final String MEMORY = "dev.everlog.memory..";
    private static final String TOOLS = "dev.everlog.tools..";
    private static final String SERVER = "dev.everlog.server..";
    private static final String BENCH = "dev.everlog.bench..";

    // One library, one package.

    @ArchTest
    static final ArchRule parquet_only_in_the_archive =
            only(
                    "dev.everlog.eventlog.archive..",
                    "org.apache.parquet..",
                    "org.apache.hadoop..",
                    "com.github.luben..");

    @ArchTest
    static final ArchRule duckdb_only_beside_the_log =
            only("dev.everlog.eventlog.sql..", "org.duckdb..", "java.sql..");

    @ArchTest
    static final ArchRule onnx_only_in_its_embedder =
            only("dev.everlog.embeddings.onnx..", "ai.djl..", "ai.onnxruntime..");

    @ArchTest
    static final ArchRule jgrapht_only_in_the_graph =
            only("dev.everlog.memory.graph..", "org.jgrapht..");

    @ArchTest
    static final ArchRule jvector_only_in_the_vector_index =
            only("dev.everlog.memory.vector..", "io.github.jbellis..");

    @ArchTest
    static final ArchRule lucene_only_in_the_lexical_index =
            only("dev.everlog.memory.lexical..", "org.apache.lucene..");

    @ArchTest
    static final ArchRule caffeine_only_in_the_memory =
            only("dev.everlog.memory", "com.github.benmanes..");

    @ArchTest
    static final ArchRule json_schema_only_where_users_declare_data =
            only("dev.everlog.memory.custom..", "com.networknt..", "com.google.re2j..");

    @ArchTest static final ArchRule toon_only_in_the_tools = only(TOOLS, "dev.toonformat..");

    @ArchTest
    static final ArchRule csv_only_where_data_move =
            only("dev.everlog.memory.moving..", "tools.jackson.dataformat..");

    @ArchTest
    static final ArchRule schemas_only_in_the_tools = only(TOOLS, "com.github.victools..");

    @ArchTest
    static final ArchRule protocol_and_http_only_in_the_server =
            only(
                    SERVER,
                    "io.modelcontextprotocol..",
                    "io.javalin..",
                    "jakarta.servlet..",
                    "org.eclipse.jetty..",
                    "picocli..");

    // The arrows between the modules.

    @ArchTest
    static final ArchRule the_event_log_knows_nobody =
            never(EVENT_LOG, EMBEDDINGS, MEMORY, TOOLS, SERVER, BENCH);

    @ArchTest
    static final ArchRule the_embeddings_know_nobody =
            never(EMBEDDINGS, EVENT_LOG, MEMORY, TOOLS, SERVER, BENCH);

    @ArchTest
    static final ArchRule the_memory_knows_log_and_embeddings = never(MEMORY, TOOLS, SERVER, BENCH);

    @ArchTest
    static final ArchRule the_tools_know_memory_and_log = never(TOOLS, EMBEDDINGS, SERVER, BENCH);

    @ArchTest static final ArchRule nothing_knows_the_bench = never(SERVER, BENCH);

    // What product code says, and where.

    @ArchTest
    static final ArchRule stdout_only_in_the_server =
            noClasses()
                    .that()
                    .resideInAPackage("dev.everlog..")
                    .and()
                    .resideOutsideOfPackage(SERVER)
                    .should()
                    .accessField(System.class, "out")
                    .because("stdout belongs to the protocol")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule no_second_logging_library =
            noClasses()
                    .that()
                    .resideInAPackage("dev.everlog..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.util.logging..")
                    .because("logs go through SLF4J to stderr")
                    .allowEmptyShould(true);

    private static ArchRule only(String home, String... library) {
        return noClasses()
                .that()
                .resideInAPackage("dev.everlog..")
                .and()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .because("one library, one package: this one lives in " + home)
                .allowEmptyShould(true);
    }

    private static ArchRule never(String module, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .because(
                        "arrows run mcp-server, tools, memory-graph, then event-log and embeddings")
                .allowEmptyShould(true);
    }

    /// After `package` the other modules' contracts and fakes are jars, which ArchUnit takes for product code.
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }
}
