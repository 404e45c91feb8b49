package dev.everlog.server;

/** The server was started in a way that cannot work. The message is one line that says what to do instead. */
final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    ConfigurationException(String message) {
        this(message, ExitCode.MISUSED);
    }

    private ConfigurationException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** A file that is not what it has to be. */
    static ConfigurationException damaged(String message) {
        return new ConfigurationException(message, ExitCode.DAMAGED);
    }

    /** Says it on stderr. @return the exit code for it */
    int report() {
        report(String.valueOf(getMessage()));
        return exitCode;
    }

    /** Says one line on stderr. @return the exit code for what was asked for in a way that cannot work */
    static int report(String message) {
        System.err.println("everlog: " + message.lines().findFirst().orElse(""));
        return ExitCode.MISUSED;
    }
}
