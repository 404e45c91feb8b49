package dev.everlog.memory.vector;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a vector file holds, by a look that changes nothing and waits for nobody. A record that another process is
/// writing at the moment is left out.
///
/// @param vectors that are whole
/// @param damaged records whose check sum is wrong
public record VectorFileReport(long vectors, long damaged) {

    /// Reads all of a file (1 GB/s).
    ///
    /// @throws VectorFileException if it is none, or of a newer format
    public static VectorFileReport of(Path file) throws IOException {
        long size = Files.size(file);
        if (size < VectorFileFormat.HEADER_BYTES) {
            return new VectorFileReport(
                    0, 0); // its maker died at once; the next opening makes it anew
        }
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            VectorFileFormat format =
                    VectorFileFormat.in(in.readNBytes(VectorFileFormat.HEADER_BYTES), file);
            long records = (size - VectorFileFormat.HEADER_BYTES) / format.recordBytes();
            long damaged = 0;
            for (long left = records; left > 0; left--) {
                damaged += format.parse(in.readNBytes(format.recordBytes())).isEmpty() ? 1 : 0;
            }
            return new VectorFileReport(records - damaged, damaged);
        }
    }
}
