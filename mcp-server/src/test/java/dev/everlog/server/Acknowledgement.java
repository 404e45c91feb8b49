package dev.everlog.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ingest_event} answered for one event.
 *
 * @param position in the log
 * @param duplicate whether it had been there
 */
record Acknowledgement(long position, boolean duplicate) {
    private static final Pattern RECORDED = Pattern.compile("recorded e(\\d+), .*");

    static Acknowledgement of(String text) {
        Matcher recorded = RECORDED.matcher(text.lines().findFirst().orElse(""));
        if (!recorded.matches()) {
            throw new IllegalStateException("no acknowledgement: " + text);
        }
        return new Acknowledgement(Long.parseLong(recorded.group(1)), text.contains("duplicate: "));
    }
}
