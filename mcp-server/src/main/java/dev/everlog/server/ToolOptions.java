package dev.everlog.server;

import dev.everlog.tools.Aliases;
import dev.everlog.tools.Selection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which tools a server offers, and whether it notes what they serve. Not thread-safe: filled by the command line. */
final class ToolOptions {
    private static final String READ_ONLY = "EVERLOG_READ_ONLY";
    private static final String OUTPUT = "EVERLOG_OUTPUT";
    private static final String TEXT = "text";
    private static final String STRUCTURED = "structured";
    private static final String LEDGER = "EVERLOG_RECALL_LEDGER";
    private static final String ALIASES = "EVERLOG_ALIASES";
    private static final String NO_ALIASES = "none";

    @Option(
            names = "--toolsets",
            paramLabel = "NAMES",
            description =
                    "offer only these: events, analysis, sessions, memory, graph, projections (or EVERLOG_TOOLSETS)")
    private @Nullable String toolsets;

    @Option(
            names = "--tools",
            paramLabel = "NAMES",
            description = "offer only these, beside the toolsets (or EVERLOG_TOOLS)")
    private @Nullable String tools;

    @Option(
            names = "--exclude-tools",
            paramLabel = "NAMES",
            description = "do not offer these (or EVERLOG_EXCLUDE_TOOLS)")
    private @Nullable String excluded;

    @Option(names = "--read-only", description = "offer no tool that writes (or EVERLOG_READ_ONLY)")
    private boolean readOnly;

    @Option(
            names = "--output",
            paramLabel = "text|structured",
            description =
                    "structured: publish output schemas, and answer with structured content too (or EVERLOG_OUTPUT)")
    private @Nullable String output;

    @Option(
            names = "--recall-ledger",
            description =
                    "note in the log which memories were served to which session, by which question (or EVERLOG_RECALL_LEDGER)")
    private boolean ledger;

    @Option(
            names = "--aliases",
            paramLabel = "none|allsource",
            description =
                    "allsource: understand calls under AllSource Prime's names too (or EVERLOG_ALIASES)")
    private @Nullable String aliases;

    /** What is in force, and what set it. */
    List<Setting> settings(DataOptions environment) {
        return List.of(
                setting(environment, "--toolsets", toolsets, "EVERLOG_TOOLSETS", "all"),
                setting(environment, "--tools", tools, "EVERLOG_TOOLS", "all"),
                setting(environment, "--exclude-tools", excluded, "EVERLOG_EXCLUDE_TOOLS", "none"),
                setting(environment, "--read-only", readOnly ? "true" : null, READ_ONLY, "false"),
                setting(environment, "--output", output, OUTPUT, TEXT),
                setting(environment, "--recall-ledger", ledger ? "true" : null, LEDGER, "false"),
                setting(environment, "--aliases", aliases, ALIASES, NO_ALIASES));
    }

    private static Setting setting(
            DataOptions environment,
            String name,
            @Nullable String option,
            String variable,
            String otherwise) {
        return Setting.of(name, option, variable, environment.variable(variable), otherwise);
    }

    Offer offer(DataOptions environment) {
        var selection =
                new Selection(
                        names(toolsets, environment.variable("EVERLOG_TOOLSETS")),
                        names(tools, environment.variable("EVERLOG_TOOLS")),
                        names(excluded, environment.variable("EVERLOG_EXCLUDE_TOOLS")),
                        readOnly || isTrue(environment, READ_ONLY));
        return new Offer(
                selection,
                isStructured(environment.variable(OUTPUT)),
                ledger || isTrue(environment, LEDGER),
                understood(environment.variable(ALIASES)));
    }

    private Aliases understood(@Nullable String variable) {
        String wanted =
                Objects.requireNonNullElse(aliases == null ? variable : aliases, NO_ALIASES);
        return Stream.of(Aliases.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new ConfigurationException(
                                "--aliases must be none or allsource, was '" + wanted + "'"));
    }

    private boolean isStructured(@Nullable String variable) {
        String wanted = output == null ? variable : output;
        if (wanted != null && !List.of(TEXT, STRUCTURED).contains(wanted)) {
            throw new ConfigurationException(
                    "--output must be text or structured, was '" + wanted + "'");
        }
        return STRUCTURED.equals(wanted);
    }

    private static List<String> names(@Nullable String option, @Nullable String variable) {
        String names = option == null ? variable : option;
        return names == null
                ? List.of()
                : Stream.of(names.split(",", -1)).map(String::strip).toList();
    }

    private static boolean isTrue(DataOptions environment, String variable) {
        String value = environment.variable(variable);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw new ConfigurationException(
                    variable + " must be true or false, was '" + value + "'");
        }
        return "true".equals(value);
    }
}
