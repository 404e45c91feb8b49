package dev.everlog.eventlog.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.everlog.eventlog.tail.Hash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A line of the manifest, which checks itself: CRC32C of the rest as 8 hexadecimal digits, a space, the rest. For a
 * segment that is, with a space between them: first and last position, hash before and after, SHA-256 of the file,
 * CRC32C of its blocks, 8 digits each.
 */
final class ManifestLine {
    private static final int FIELDS = 7;
    private static final int DIGITS = 8;
    private static final HexFormat HEX = HexFormat.of();

    private ManifestLine() {}

    /** The line with its checksum. */
    static String checked(String rest) {
        return HEX.toHexDigits(crc(rest)) + " " + rest;
    }

    /** Whether the checksum of the line is right. */
    static boolean isWhole(String line) {
        return line.length() > DIGITS && line.equals(checked(line.substring(DIGITS + 1)));
    }

    static String format(Segment segment) {
        return checked(
                "%d %d %s %s %s "
                                .formatted(
                                        segment.first(),
                                        segment.last(),
                                        segment.before(),
                                        segment.after(),
                                        segment.sha256())
                        + segment.blocks().stream()
                                .map(HEX::toHexDigits)
                                .collect(Collectors.joining()));
    }

    /** Null when the line is not what was written. */
    static @Nullable Segment parse(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS || !isWhole(line)) {
            return null;
        }
        return new Segment(
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                hash(fields[3]),
                hash(fields[4]),
                hash(fields[5]),
                blocks(fields[6]));
    }

    private static Hash hash(String digits) {
        return Hash.from(ByteBuffer.wrap(HEX.parseHex(digits)));
    }

    private static List<Integer> blocks(String digits) {
        ByteBuffer bytes = ByteBuffer.wrap(HEX.parseHex(digits));
        int[] blocks = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(blocks);
        return Arrays.stream(blocks).boxed().toList();
    }

    private static int crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return (int) crc.getValue();
    }
}
