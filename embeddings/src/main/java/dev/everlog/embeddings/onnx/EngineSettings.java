package dev.everlog.embeddings.onnx;

import java.nio.file.Path;

/// Where and how the engine runs.
///
/// @param cacheDirectory libraries and the bundled model are unpacked below it once, about 80 MB, and shared by all
///     processes; nothing is written elsewhere. Native libraries are loaded once per process, so the first embedder that
///     loads decides for all.
/// @param threads threads inside one run, 1 to {@value #THREAD_LIMIT}. The second one pays from about 50 words on.
public record EngineSettings(Path cacheDirectory, int threads) {

    /// More threads than this only wait for each other in a model of this size.
    public static final int THREAD_LIMIT = 64;

    /// Two threads: long texts take .6 of the time, short ones are no slower.
    public static final int DEFAULT_THREADS = 2;

    public EngineSettings {
        cacheDirectory = cacheDirectory.toAbsolutePath().normalize();
        if (threads < 1 || threads > THREAD_LIMIT) {
            throw new IllegalArgumentException(
                    "threads must be 1.." + THREAD_LIMIT + ", was " + threads);
        }
    }

    public EngineSettings(Path cacheDirectory) {
        this(cacheDirectory, DEFAULT_THREADS);
    }
}
