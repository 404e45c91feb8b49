package dev.everlog.server;

import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.VerifyReport.Finding;
import dev.everlog.eventlog.file.FileTail;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code everlog verify}: reads the whole log and says whether it is whole. */
@Command(
        name = "verify",
        description =
                "Checks every frame of the log. Exit code 0: clean, 2: a torn end was never acknowledged,"
                        + " 3: damaged.")
final class VerifyCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Mixin private final DataOptions data;

    @Option(names = "--json", description = "answer as JSON")
    private boolean json;

    /** Here only: what cannot be verified is {@link ExitCode#FAILED}. */
    private static final int TORN = 2;

    private final PrintStream answers;

    VerifyCommand(Map<String, String> environment, PrintStream answers) {
        this.data = new DataOptions(environment);
        this.answers = answers;
    }

    @Override
    public Integer call() {
        Path log;
        try {
            log = Wiring.existingLog(data.config().data());
        } catch (ConfigurationException e) {
            e.report();
            return ExitCode.FAILED;
        }
        VerifyReport report = FileTail.verify(log);
        answers.println(json ? structured(report) : text(report));
        return switch (report.worst()) {
            case NOTE -> 0;
            case TORN_END -> TORN;
            case CORRUPT -> ExitCode.DAMAGED;
        };
    }

    private static String text(VerifyReport report) {
        var text = new StringBuilder("verified through " + report.extent());
        for (Finding finding : report.findings()) {
            text.append('\n').append(name(finding)).append(": ").append(finding.message());
            if (finding.place() != null) {
                text.append(" (")
                        .append(finding.place().file())
                        .append(", offset ")
                        .append(finding.place().offset())
                        .append(", ")
                        .append(finding.place().position())
                        .append(')');
            }
        }
        return text.toString();
    }

    private static ObjectNode structured(VerifyReport report) {
        ObjectNode answer =
                JSON.createObjectNode()
                        .put("verified", report.verified().value())
                        .put("sealed", report.sealed().value())
                        .put("bytes", report.bytes());
        var findings = answer.putArray("findings");
        for (Finding finding : report.findings()) {
            ObjectNode row =
                    findings.addObject()
                            .put("kind", name(finding))
                            .put("message", finding.message());
            if (finding.place() != null) {
                row.put("file", finding.place().file().toString())
                        .put("offset", finding.place().offset())
                        .put("position", finding.place().position().value());
            }
        }
        return answer;
    }

    private static String name(Finding finding) {
        return finding.kind().name().toLowerCase(Locale.ROOT);
    }
}
