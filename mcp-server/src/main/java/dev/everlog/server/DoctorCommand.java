package dev.everlog.server;

import dev.everlog.server.Doctor.Finding;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code everlog doctor}: what is wrong, and what mends it. */
@Command(
        name = "doctor",
        description =
                "Looks at privacy, space, servers, log, lock, clock, views and vectors: what is wrong, and the command that"
                        + " mends it. Exit"
                        + " code 0 when all is well, 1 when something is to be mended.")
final class DoctorCommand implements Callable<Integer> {
    @Mixin private final DataOptions data;

    @Option(names = "--json", description = "answer as JSON")
    private boolean json;

    private final PrintStream answers;

    DoctorCommand(Map<String, String> environment, PrintStream answers) {
        this.data = new DataOptions(environment);
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Finding> findings = Doctor.examine(data.config().data());
        if (json) {
            answers.println(JsonMapper.shared().writeValueAsString(findings));
        } else {
            findings.forEach(this::tell);
        }
        return findings.stream().allMatch(finding -> finding.mend() == null) ? 0 : ExitCode.FAILED;
    }

    private void tell(Finding finding) {
        String mend = finding.mend();
        answers.printf(
                "%-4s %-8s %s%s%n",
                mend == null ? "ok" : "MEND",
                finding.about(),
                finding.found(),
                mend == null ? "" : "\n     -> " + mend);
    }
}
