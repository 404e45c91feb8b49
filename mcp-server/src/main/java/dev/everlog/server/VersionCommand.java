package dev.everlog.server;

import java.io.PrintStream;
import picocli.CommandLine.Command;

/** {@code everlog version}, for those who do not try {@code --version} first. */
@Command(name = "version", description = "Prints the version.")
record VersionCommand(PrintStream answers) implements Runnable {
    @Override
    public void run() {
        answers.println("everlog " + Version.TEXT);
    }
}
