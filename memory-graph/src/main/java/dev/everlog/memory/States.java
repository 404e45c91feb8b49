package dev.everlog.memory;

/** The states of all views of a tenant, at one position. Touched by the folding thread, and under the read lock. */
record States(Visibility visibility, EventIndex index, Requests requests, GraphState graph) {
    /** SHA-256 over all of them, hexadecimal. */
    String digest() {
        Canonical out = new Canonical();
        visibility.digest(out);
        index.digest(out);
        requests.digest(out);
        graph.digest(out);
        return out.hex();
    }
}
