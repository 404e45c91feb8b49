package dev.everlog.embeddings.onnx;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The environment that native code in this process sees. Java's own copy, {@code System.getenv}, does not change.
///
/// There is one reason for it: ONNX Runtime can be kept from reporting home only by an environment variable, read
/// when its library initialises, and a user who starts the jar by himself does not set it.
final class NativeEnvironment {

    private static final FunctionDescriptor SETENV =
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT);

    private NativeEnvironment() {}

    /// Sets a variable for native code; other threads of native code should not read the environment meanwhile. On
    /// Windows, which has no {@code setenv}, nothing happens.
    @SuppressWarnings("restricted") // native access is granted in jvm.options
    static void set(String name, String value) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
        if (setenv.isEmpty()) {
            return;
        }
        MethodHandle call = linker.downcallHandle(setenv.get(), SETENV);
        try (Arena arena = Arena.ofConfined()) {
            int refused =
                    (int) call.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
            if (refused != 0) {
                throw new IllegalStateException("setenv refused " + name);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "setenv failed", e); // the signature allows it, C does not do it
        }
    }
}
