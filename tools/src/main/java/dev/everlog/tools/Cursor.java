package dev.everlog.tools;

import dev.everlog.eventlog.Position;
import dev.everlog.tools.ToolException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * Where the next page of a list begins. Opaque to callers; the position and the time of the first page are pinned in it,
 * so that page 2 is consistent with page 1 while others write and while time goes on. Immutable.
 *
 * <pre>
 * base64url of
 *   byte  0..7   position the whole list is read at
 *   byte  8..15  what "now" was, epoch milliseconds
 *   byte 16..19  CRC32C of bytes 0..15, of the rest and of the question
 *   byte 20..    the rest, UTF-8
 * </pre>
 *
 * @param position at which the whole list is read
 * @param now what "now" meant on the first page, to the millisecond
 * @param rest what to go on after, in the words of the list's source
 */
record Cursor(Position position, Instant now, String rest) {
    private static final int CHECKED = 2 * Long.BYTES;
    private static final int HEADER = CHECKED + Integer.BYTES;

    /** @param question digest of tool and arguments without those that may change from page to page */
    String encode(String question) {
        byte[] tail = rest.getBytes(StandardCharsets.UTF_8);
        var bytes =
                ByteBuffer.allocate(HEADER + tail.length)
                        .putLong(position.value())
                        .putLong(now.toEpochMilli());
        bytes.putInt(check(bytes.array(), tail, question)).put(tail);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** @throws ToolException {@code INVALID_CURSOR} for anything that is not a cursor of this question */
    static Cursor decode(String text, String question) {
        var bytes = ByteBuffer.wrap(bytes(text));
        if (bytes.capacity() <= HEADER) {
            throw refused();
        }
        byte[] tail = new byte[bytes.capacity() - HEADER];
        bytes.get(HEADER, tail);
        if (bytes.getInt(CHECKED) != check(bytes.array(), tail, question)) {
            throw refused();
        }
        return new Cursor(
                new Position(bytes.getLong()),
                Instant.ofEpochMilli(bytes.getLong()),
                new String(tail, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static int check(byte[] cursor, byte[] tail, String question) {
        var crc = new CRC32C();
        crc.update(cursor, 0, CHECKED);
        crc.update(tail);
        crc.update(question.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    private static ToolException refused() {
        return new ToolException(
                Kind.INVALID_CURSOR,
                "this cursor is damaged or belongs to another question",
                "repeat the arguments of the first page unchanged (limit, max_tokens and format may differ) and give its"
                        + " next_cursor; or leave cursor out to begin again");
    }
}
