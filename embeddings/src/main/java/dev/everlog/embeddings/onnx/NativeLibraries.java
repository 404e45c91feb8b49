package dev.everlog.embeddings.onnx;

import dev.everlog.embeddings.EmbeddingException;
import dev.everlog.embeddings.EmbeddingException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Puts the native libraries where they survive, and keeps the engines off the network and out of the home directory.
///
/// Left alone, ONNX Runtime unpacks 28 MB into a new temporary directory at each start (a killed process leaves it
/// behind) and, since its 1DS telemetry came to Linux and macOS (seen in 1.29), writes a device id and a database below
/// {@code ~/.cache/Microsoft} and reports to Microsoft; DJL unpacks 15 MB below the home directory, asks for GPUs, and
/// asks 169.254.169.254 who it is; its JNA unpacks into {@code ~/.cache/JNA}. All of this is steered by settings that are
/// read once per process. Directories that the user has set are respected.
final class NativeLibraries {

    /// Names as in {@code System.mapLibraryName}; the last one exists on Windows only.
    private static final List<String> ONNX_RUNTIME =
            List.of("onnxruntime", "onnxruntime4j_jni", "onnxruntime_providers_shared");

    private NativeLibraries() {}

    /// To be called before the first class of an engine is touched. Costs 45 MB of copying once, then nothing.
    static synchronized void prepare(Path cacheDirectory) {
        NativeEnvironment.set("ORT_DISABLE_TELEMETRY", "1");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        // The tokenizers jar brings an engine for Rust, which DJL would load as the stand-in for
        // missing operations.
        System.setProperty("ai.djl.onnx.disable_alternative", "true");
        setIfAbsent("jna.tmpdir", cacheDirectory.resolve("jna"));
        setIfAbsent("DJL_CACHE_DIR", cacheDirectory.resolve("djl"));
        setIfAbsent("ENGINE_CACHE_DIR", cacheDirectory.resolve("djl"));
        if (System.getProperty("onnxruntime.native.path") == null) {
            System.setProperty(
                    "onnxruntime.native.path", unpackOnnxRuntime(cacheDirectory).toString());
        }
    }

    private static Path unpackOnnxRuntime(Path cacheDirectory) {
        BundledFile engine =
                find("onnxruntime")
                        .orElseThrow(() ->
                                new EmbeddingException(
                                        Kind.ENGINE_UNAVAILABLE,
                                        "ONNX Runtime has no library for "
                                                + platform()
                                                + " on the class path"));
        // The length stands for the version: two releases of Everlog may share the directory.
        Path directory =
                cacheDirectory.resolve("onnxruntime-" + platform() + "-" + engine.length());
        for (String name : ONNX_RUNTIME) {
            find(name)
                    .ifPresent(
                            file -> file.unpackTo(directory.resolve(System.mapLibraryName(name))));
        }
        return directory;
    }

    private static Optional<BundledFile> find(String name) {
        return BundledFile.find(
                "ai/onnxruntime/native/" + platform() + "/" + System.mapLibraryName(name));
    }

    /// The folder name inside the onnxruntime jar: linux-x64, osx-aarch64 and so on.
    private static String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
        return system + "-" + (arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch);
    }

    private static void setIfAbsent(String property, Path value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value.toString());
        }
    }
}
