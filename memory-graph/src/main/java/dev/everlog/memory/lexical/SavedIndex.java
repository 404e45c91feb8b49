package dev.everlog.memory.lexical;

import dev.everlog.eventlog.tail.Snapshots;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.util.Version;

/// The files of an index in memory, in a snapshot: the version of Lucene, the number of files, and of each name, length
/// and bytes.
final class SavedIndex {
    private static final int BUFFER_BYTES = 1 << 16;

    private SavedIndex() {}

    /// The files of the last commit: they stay and do not change until the next.
    static Snapshots.Contents of(Directory directory) throws IOException {
        Collection<String> files = SegmentInfos.readLatestCommit(directory).files(true);
        return out -> {
            out.writeUTF(Version.LATEST.toString());
            out.writeInt(files.size());
            for (String file : files) {
                write(out, directory, file);
            }
        };
    }

    private static void write(DataOutputStream out, Directory directory, String file)
            throws IOException {
        try (IndexInput in = directory.openInput(file, IOContext.READONCE)) {
            out.writeUTF(file);
            out.writeLong(in.length());
            byte[] buffer = new byte[BUFFER_BYTES];
            for (long left = in.length(); left > 0; left -= BUFFER_BYTES) {
                int count = (int) Math.min(left, BUFFER_BYTES);
                in.readBytes(buffer, 0, count);
                out.write(buffer, 0, count);
            }
        }
    }

    static Directory read(DataInputStream in) throws IOException {
        String version = in.readUTF();
        if (!version.equals(Version.LATEST.toString())) {
            throw new IOException("the index was written by Lucene " + version);
        }
        Directory directory = new ByteBuffersDirectory();
        for (int files = in.readInt(); files > 0; files--) {
            read(in, directory);
        }
        return directory;
    }

    private static void read(DataInputStream in, Directory directory) throws IOException {
        try (IndexOutput out = directory.createOutput(in.readUTF(), IOContext.DEFAULT)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (long left = in.readLong(); left > 0; left -= BUFFER_BYTES) {
                int count = (int) Math.min(left, BUFFER_BYTES);
                in.readFully(buffer, 0, count);
                out.writeBytes(buffer, count);
            }
        }
    }
}
