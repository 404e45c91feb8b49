package dev.everlog.server;

import java.util.Objects;

/** Which Everlog this is. */
final class Version {
    /** As the jar's manifest has it. */
    static final String TEXT =
            Objects.requireNonNullElse(
                    Version.class.getPackage().getImplementationVersion(), "development");

    private Version() {}
}
