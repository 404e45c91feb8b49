package dev.everlog.server;

/** Settings of the log on stderr; what does not change is in {@code simplelogger.properties}. */
final class Logging {
    private Logging() {}

    /** Takes the level from {@code -Deverlog.log=debug}. Call before the first logger is made. */
    static void configure() {
        String level = System.getProperty("everlog.log");
        if (level != null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", level);
        }
    }
}
