package dev.everlog.embeddings.onnx;

import dev.everlog.embeddings.EmbeddingException;
import dev.everlog.embeddings.EmbeddingException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// A file inside a jar that native code wants to see as a file on disk.
///
/// @param resource its place on the class path
/// @param length bytes
record BundledFile(URL resource, long length) {

    /// Looks on the class path; empty if there is no such resource.
    static Optional<BundledFile> find(String resource) {
        URL url = BundledFile.class.getClassLoader().getResource(resource);
        return url == null ? Optional.empty() : Optional.of(new BundledFile(url, length(url)));
    }

    /// Unpacks once: a file of the right length is kept, since it only ever appears whole, by a rename. Any number of
    /// processes may do this at the same time.
    void unpackTo(Path target) {
        try {
            if (Files.isRegularFile(target) && Files.size(target) == length) {
                return;
            }
            Path directory = Files.createDirectories(target.resolveSibling("."));
            Path temporary = Files.createTempFile(directory.normalize(), "unpacking", ".tmp");
            try (InputStream in = resource.openStream()) {
                Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
                Files.move(
                        temporary,
                        target,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new EmbeddingException(
                    Kind.CACHE_NOT_WRITABLE,
                    "cannot unpack " + length + " bytes to " + target + ": " + e,
                    e);
        }
    }

    private static long length(URL url) {
        try {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false); // else the jar stays open for the life of the process
            try (InputStream in = connection.getInputStream()) {
                long length = connection.getContentLengthLong();
                return length >= 0
                        ? length
                        : in.transferTo(java.io.OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw new EmbeddingException(Kind.MODEL_UNUSABLE, "cannot read " + url + ": " + e, e);
        }
    }
}
