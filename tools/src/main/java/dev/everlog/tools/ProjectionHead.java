package dev.everlog.tools;

import org.jspecify.annotations.Nullable;

/**
 * Which projection rows are of.
 *
 * @param defined handle of the definition
 * @param trouble where and why it stands still, null if it does not: rows are as of before it
 */
record ProjectionHead(String projection, long version, String defined, @Nullable String trouble)
        implements Summary {
    static ProjectionHead of(String name, Reader reader) {
        var rows = reader.memory().projection(name, null, 0, reader.vantage());
        return new ProjectionHead(
                rows.name(), rows.version(), rows.at().toString(), rows.trouble());
    }

    @Override
    public String line() {
        return "%s v%d, defined at %s%s"
                .formatted(
                        Quoted.name(projection),
                        version,
                        defined,
                        trouble == null
                                ? ""
                                : "; STANDS STILL before "
                                        + Quoted.data(trouble)
                                        + ": hide that event, or define the projection anew");
    }
}
