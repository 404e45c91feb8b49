package dev.everlog.server;

/** The server was started in a way that cannot work. The message is one line that says what to do instead. */
final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigurationException(String message) {
        super(message);
    }

    /** Says it on stderr. @return the exit code for it */
    int report() {
        return report(String.valueOf(getMessage()));
    }

    /** Says one line on stderr. @return the exit code for what was asked for in a way that cannot work */
    static int report(String message) {
        System.err.println("everlog: " + message.lines().findFirst().orElse(""));
        return ExitCode.MISUSED;
    }
}
