package dev.everlog.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A loop that writes bytes to a file, and forces them to disk or not: nothing that promises the same can be faster.
 *
 * @param bytes of all events of a call
 * @param eventsPerCall as many as callers could share one flush
 */
record RawContender(RawFile file, ByteBuffer bytes, int eventsPerCall, boolean forced)
        implements Contender {
    @Override
    public int callers() {
        return 1;
    }

    @Override
    public void write(int caller) throws IOException {
        file.write(bytes);
        if (forced) {
            file.force();
        }
    }
}
