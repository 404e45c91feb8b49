package dev.everlog.memory.moving;

import java.util.Locale;

/** What a file looks like that is to be imported. */
public enum ImportFormat {
    /** One event a line, as export writes it or with fields of its own. */
    JSONL,
    /** The same in one document: a list, or an object with a list in it. */
    JSON,
    /** RFC 4180 with a line of names. */
    CSV,
    /** {@code memory.json} of the official MCP memory server: entities and relations, one a line. */
    SERVER_MEMORY,
    /** A list of memories, or the same as {@code results} of an object, as mem0's get_all and export answer. */
    MEM0,
    /** One event of AllSource a line. */
    ALLSOURCE;

    /** As people write it, for instance {@code server-memory}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
