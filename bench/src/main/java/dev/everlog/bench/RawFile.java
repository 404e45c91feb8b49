package dev.everlog.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file of zeros that is there before anybody writes to it: what a disk can do when nobody has to make the file longer,
 * which would cost more at each flush. At its end writing goes on from its beginning. One thread at a time.
 */
final class RawFile implements AutoCloseable {
    private static final int BYTES = 64 << 20;

    private final FileChannel channel;
    private int position;

    private RawFile(FileChannel channel) {
        this.channel = channel;
    }

    static RawFile create(Path file) throws IOException {
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.write(ByteBuffer.allocate(BYTES), 0);
        channel.force(true);
        return new RawFile(channel);
    }

    void write(ByteBuffer bytes) throws IOException {
        if (position + bytes.remaining() > BYTES) {
            position = 0;
        }
        position += channel.write(bytes.rewind(), position);
    }

    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Bytes that do not compress, so that no layer below writes less than we say. */
    static ByteBuffer noise(int bytes) {
        var noise = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(noise);
        return ByteBuffer.wrap(noise);
    }
}
