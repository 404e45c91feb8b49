package dev.everlog.server;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code everlog print-config}: what to paste into a client's configuration. */
@Command(
        name = "print-config",
        description = "Prints the configuration of a client, ready to be pasted.")
final class PrintConfigCommand implements Callable<Integer> {
    /** Set by the launcher to its own path. */
    static final String LAUNCHER = "everlog.launcher";

    @Option(
            names = "--client",
            required = true,
            paramLabel = "NAME",
            description = "one of ${COMPLETION-CANDIDATES}")
    private ClientKind client = ClientKind.CLAUDE_DESKTOP;

    @Option(
            names = "--http",
            description = "for a server that already listens (everlog serve --http)")
    private boolean http;

    private final PrintStream answers;

    PrintConfigCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() {
        answers.print(
                http ? overHttp() : client.overStdio(System.getProperty(LAUNCHER, "everlog")));
        return 0;
    }

    private String overHttp() {
        String address = "http://" + HttpConfig.DEFAULT_HOST + ":" + HttpConfig.DEFAULT_PORT;
        return client.overHttp(address)
                .orElseThrow(() ->
                        new ConfigurationException(
                                client + " starts its servers itself: leave --http away"));
    }
}
