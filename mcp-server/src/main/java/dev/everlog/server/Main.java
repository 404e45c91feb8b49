package dev.everlog.server;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where the process starts. stdout belongs to the protocol, or to a command's answer; everything else is stderr.
 *
 * <p>A client waits for its server, and the command line library costs a third of what it waits for: the plain server is
 * started without it.
 */
public final class Main {
    private Main() {}

    /** Runs the command that the arguments name and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Logging.configure();
        System.exit(run(args, System.getenv(), answers));
    }

    /** Runs one command. @return its exit code: 0 well, 1 failed, 2 asked for in a way that cannot work */
    static int run(String[] args, Map<String, String> environment, PrintStream answers) {
        var plain = new DataOptions(environment);
        try {
            return plain.takeAll(args)
                    ? StdioProcess.serve(plain, new ToolOptions())
                    : new Commands(environment, answers).run(args);
        } catch (ConfigurationException e) {
            return e.report();
        }
    }
}
