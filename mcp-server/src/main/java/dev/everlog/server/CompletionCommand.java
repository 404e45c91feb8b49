package dev.everlog.server;

import java.io.PrintStream;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code everlog completion}: the shell completes commands and options. */
@Command(
        name = "completion",
        description = "Prints a script for bash and zsh. Use it with: source <(everlog completion)")
final class CompletionCommand implements Runnable {
    private final PrintStream answers;

    @Spec private CommandSpec spec = CommandSpec.create();

    CompletionCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public void run() {
        String script = AutoComplete.bash("everlog", spec.root().commandLine());
        // It begins with a page about how to install completions in general.
        script.lines()
                .dropWhile(line -> line.startsWith("#") || line.isBlank())
                .forEach(answers::println);
    }
}
