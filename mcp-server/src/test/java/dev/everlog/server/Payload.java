package dev.everlog.server;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;

/**
 * What a writer of the kill tests sends: its own name and sequence number, and a checksum over a filling that follows
 * from them. The product knows nothing of it, so it can be checked without believing the product.
 */
record Payload(String writer, int sequence, int size) {
    static final String TYPE = "kill.tested";

    /** The arguments of {@code ingest_event}. */
    Map<String, Object> arguments() {
        return Map.of("type", TYPE, "subject", "writer/" + writer, "data", data());
    }

    private Map<String, Object> data() {
        return Map.of(
                "writer",
                writer,
                "sequence",
                sequence,
                "filling",
                filling(),
                "crc",
                crc(filling()));
    }

    private String filling() {
        String seed = writer + "-" + sequence + "-";
        return seed.repeat(size / seed.length() + 1).substring(0, size);
    }

    /** Reads one back. @throws IllegalStateException if it is not what a writer sent */
    static Payload of(JsonNode data) {
        var payload =
                new Payload(
                        data.path("writer").stringValue(),
                        data.path("sequence").intValue(),
                        data.path("filling").stringValue().length());
        if (!payload.filling().equals(data.path("filling").stringValue())
                || crc(payload.filling()) != data.path("crc").longValue()) {
            throw new IllegalStateException(
                    "damaged payload of " + payload.writer + " " + payload.sequence);
        }
        return payload;
    }

    private static long crc(String filling) {
        var crc = new CRC32();
        crc.update(filling.getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }
}
