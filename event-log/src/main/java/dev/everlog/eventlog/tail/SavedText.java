package dev.everlog.eventlog.tail;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A text in a snapshot: its length in bytes (4, -1 for none), then UTF-8. Unlike {@code writeUTF} of any length. */
public final class SavedText {
    private SavedText() {}

    public static void write(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public static @Nullable String orNull(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    public static String read(DataInputStream in) throws IOException {
        String text = orNull(in);
        if (text == null) {
            throw new IOException("a text is missing");
        }
        return text;
    }
}
