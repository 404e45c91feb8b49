package dev.everlog.server;

import dev.everlog.memory.Consent;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Writer;
import dev.everlog.memory.moving.ImportFormat;
import dev.everlog.memory.moving.ImportReport;
import dev.everlog.memory.moving.ImportRequest;
import dev.everlog.memory.moving.ImportRequest.OnDuplicate;
import dev.everlog.memory.moving.Importing;
import dev.everlog.memory.moving.Input;
import dev.everlog.memory.moving.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** What another program wrote, taken into a memory by command. Who gives the command has consented. */
record ImportOfOthers(Path file, ImportFormat format, ServerConfig config) {
    /** Rows: a line on stderr now and then. */
    private static final int EVERY = 10_000;

    /** Takes all of it and tells on stderr what became of it. @return the exit code */
    int run() {
        try (var tenants = Wiring.tenants(config)) {
            Memory memory = tenants.open(Wiring.TENANT);
            Writer writer = Writer.of("everlog import").project(config.project());
            Importing importing = new Importing(memory, writer, Instant.now());
            ImportReport seen = importing.run(request(Consent.DRY_RUN), Progress.NONE);
            String token = seen.confirmToken();
            Consent consent = token == null ? Consent.GO : Consent.confirmed(token);
            ImportReport report =
                    importing.run(request(consent), rows -> tell(rows % EVERY == 0, rows));
            tell(report);
            return report.refused() == 0 ? 0 : ExitCode.DAMAGED;
        }
    }

    private ImportRequest request(Consent consent) {
        return new ImportRequest(
                new Input.InFile(file), format, Map.of(), OnDuplicate.SKIP, consent);
    }

    private static void tell(boolean due, long rows) {
        if (due) {
            System.err.println("everlog: " + rows + " rows");
        }
    }

    private static void tell(ImportReport report) {
        report.problems()
                .forEach(problem ->
                        System.err.println(
                                "everlog: line " + problem.line() + " refused: " + problem.why()));
        System.err.println(
                "everlog: of "
                        + report.rows()
                        + " rows imported "
                        + report.imported()
                        + ", there already "
                        + report.duplicates()
                        + ", refused "
                        + report.refused());
    }
}
