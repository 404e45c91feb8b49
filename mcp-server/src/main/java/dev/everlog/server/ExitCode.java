package dev.everlog.server;

/** How commands end; 0 is all well. Told in docs/reference/exit-codes.md. */
final class ExitCode {
    /** Files, locks or the disk do not let it; started again it may work. */
    static final int FAILED = 1;

    /** It was asked for in a way that cannot work. */
    static final int MISUSED = 2;

    /** What is on disk, or in the file, is damaged or not all of it. */
    static final int DAMAGED = 3;

    private ExitCode() {}
}
