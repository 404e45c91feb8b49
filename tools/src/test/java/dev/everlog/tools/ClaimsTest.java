package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.tools.Claims.Claim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No word of a description without a test that shows it: {@code claims.txt} names it. */
class ClaimsTest {
    private static final Path ROOT = Path.of("..");

    private final Claims claims = Claims.read();

    private static Stream<ToolSpec> tools() {
        return ToolCatalog.standard().specs().stream();
    }

    @Test
    void eachWordOfADescriptionIsQuotedByAClaim() {
        assertThat(
                        tools().flatMap(tool ->
                                Claims.clauses(tool.description()).stream()
                                        .filter(clause ->
                                                !claims.unproved(tool.name(), clause).isEmpty())
                                        .map(clause -> missing(tool.name(), clause))))
                .as("write a test that shows this, and add to claims.txt the line")
                .isEmpty();
    }

    private String missing(String tool, String clause) {
        return tool
                + " | "
                + clause
                + " | Class#method (not quoted yet: "
                + String.join(" ", claims.unproved(tool, clause))
                + ")";
    }

    @Test
    void eachClaimQuotesAClauseOfItsDescription() {
        assertThat(
                        claims.all().stream()
                                .filter(claim -> !claim.tool().equals(Claims.EVERY_TOOL))
                                .filter(claim ->
                                        clauses(claim.tool())
                                                .noneMatch(it -> it.contains(claim.words()))))
                .as(
                        "the description says this no longer: change claims.txt, and its test if need be")
                .isEmpty();
    }

    private static Stream<String> clauses(String tool) {
        return ToolCatalog.standard().find(tool).stream()
                .flatMap(found -> Claims.clauses(found.description()).stream());
    }

    @Test
    void eachTestThatIsNamedExists() throws IOException {
        var sources = TestSources.in(ROOT);

        assertThat(
                        claims.all().stream()
                                .filter(claim -> !claim.isAdvice())
                                .flatMap(claim -> claim.tests().stream())
                                .filter(test -> sources.of(test).isEmpty()))
                .as("no module has these tests")
                .isEmpty();
    }

    @Test
    void eachParameterOfAToolIsGivenInATestOfThatTool() throws IOException {
        var sources = TestSources.in(ROOT);
        var shared = shared();

        assertThat(
                        tools().flatMap(tool ->
                                tool.inputSchema().get("properties").propertyNames().stream()
                                        .filter(name -> !shared.contains(name))
                                        .filter(name -> !sources.give(tool.name(), name))
                                        .map(name -> tool.name() + " " + name)))
                .as("no test of tools gives these, for instance in ParametersTest")
                .isEmpty();
    }

    private static Set<String> shared() {
        return Stream.of(ReadOptions.class, ListOptions.class, WriteOptions.class)
                .flatMap(group -> Stream.of(group.getRecordComponents()))
                .map(component -> Names.snake(component.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachParameterThatToolsShareIsClaimedOfAllOfThem() {
        Set<String> shared = shared();
        shared.addAll(List.of("valid_at", "dry_run", "confirm_token"));
        claims.of(Claims.EVERY_TOOL)
                .forEach(claim -> shared.remove(claim.words().split(":", 2)[0]));

        assertThat(shared)
                .as("add to claims.txt: * | parameter: what it does | Class#method")
                .isEmpty();
    }

    @Test
    void thePageTellsEachClaimWithItsTests() throws IOException {
        var sources = TestSources.in(ROOT);
        String rows =
                claims.all().stream()
                        .map(claim -> row(claim, sources))
                        .collect(Collectors.joining());

        GoldenFile.reference("claims.md").holds(HEAD + rows);
    }

    private static final String HEAD =
            """
            # What the tools claim, and what shows it

            Each word of each description, as clients are told it, beside the test that shows it. Written by `ClaimsTest` from
            `claims.txt`; it fails when a description has a word that no line quotes, when a line quotes what the description
            no longer says, and when a test is not there. First what all tools do.

            | tool | claim | shown by |
            |---|---|---|
            """;

    private static String row(Claim claim, TestSources sources) {
        String tool = claim.tool().equals(Claims.EVERY_TOOL) ? "all" : "`" + claim.tool() + "`";
        String tests =
                claim.isAdvice()
                        ? "advice, nothing to show"
                        : claim.tests().stream()
                                .map(test -> link(test, sources))
                                .collect(Collectors.joining(", "));
        return "| %s | %s | %s |\n".formatted(tool, claim.words(), tests);
    }

    private static String link(String test, TestSources sources) {
        String file =
                sources.of(test)
                        .map(path -> ROOT.relativize(path).toString().replace('\\', '/'))
                        .orElse("missing");
        return "[%s](../../%s)".formatted(test.replace("#", " "), file);
    }
}
