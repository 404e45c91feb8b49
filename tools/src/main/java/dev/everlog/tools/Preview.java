package dev.everlog.tools;

import org.jspecify.annotations.Nullable;

/** The end of every dry run. */
final class Preview {
    private Preview() {}

    /**
     * How to do what was shown, null where nothing would be done.
     *
     * @param confirmToken null where none is wanted
     */
    static @Nullable String next(boolean dryRun, int events, @Nullable String confirmToken) {
        if (!dryRun || events == 0) {
            return null;
        }
        String call = "to do it: the same call with dry_run=false";
        return confirmToken == null ? call : call + " and confirm_token=" + confirmToken;
    }
}
