package dev.everlog.memory.moving;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;

/** What is imported, which can be read more than once. */
public sealed interface Input {
    /** The bytes from the first on, to be closed by the caller. */
    InputStream open() throws IOException;

    /** What the caller gave itself. */
    record Inline(String text) implements Input {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A file; a link is not followed. */
    record InFile(Path file) implements Input {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** SHA-256 of all of it, hexadecimal. */
    default String digest() throws IOException {
        try (DigestInputStream in = new DigestInputStream(open(), Sha256.digesting())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }
}
