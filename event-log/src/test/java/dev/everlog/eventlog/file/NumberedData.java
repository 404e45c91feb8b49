package dev.everlog.eventlog.file;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What a writer of the fault tests puts into an event: its name, a number, and a filling that follows from both with a
 * checksum of its own, so that a log can be checked without believing it.
 */
record NumberedData(String writer, int number, int size) {
    private static final Pattern JSON =
            Pattern.compile(
                    "\\{\"writer\":\"(\\w+)\",\"n\":(\\d+),\"filling\":\"(.*)\",\"crc\":(\\d+)}");

    String json() {
        return "{\"writer\":\"%s\",\"n\":%d,\"filling\":\"%s\",\"crc\":%d}"
                .formatted(writer, number, filling(), crc());
    }

    /** Reads one back. @throws IllegalStateException if no writer can have sent it */
    static NumberedData of(String json) {
        Matcher match = JSON.matcher(json);
        if (match.matches()) {
            var data =
                    new NumberedData(
                            match.group(1),
                            Integer.parseInt(match.group(2)),
                            match.group(3).length());
            if (data.json().equals(json)) {
                return data;
            }
        }
        throw new IllegalStateException("damaged data: " + json);
    }

    private String filling() {
        String seed = writer + number;
        return seed.repeat(size / seed.length() + 1).substring(0, size);
    }

    private long crc() {
        CRC32 crc = new CRC32();
        crc.update(filling().getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }
}
