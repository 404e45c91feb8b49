package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The command line in this JVM. */
final class CommandLine {
    private CommandLine() {}

    /** Runs a command that must end with the exit code. @return what it answers */
    static String run(int expected, Map<String, String> environment, String... arguments) {
        var answers = new ByteArrayOutputStream();
        int code =
                Main.run(
                        arguments,
                        environment,
                        new PrintStream(answers, true, StandardCharsets.UTF_8));
        String told = answers.toString(StandardCharsets.UTF_8);
        assertThat(code).as(told).isEqualTo(expected);
        return told;
    }

    /** Runs a command. @return its exit code */
    static int run(Map<String, String> environment, String... arguments) {
        return Main.run(
                arguments,
                environment,
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    }

    /** Runs a command that must end with the exit code. @return what it says on stderr */
    static String complaint(int expected, String... arguments) {
        PrintStream before = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            run(expected, Map.of(), arguments);
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    /** As {@link #run(int, Map, String...)}, with nothing in the environment. */
    static String run(int expected, String... arguments) {
        return run(expected, Map.of(), arguments);
    }
}
