package dev.everlog.memory;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** The states of all views of a tenant, at one position. Touched by the folding thread, and under the read lock. */
record States(
        Visibility visibility,
        EventIndex index,
        Requests requests,
        GraphState graph,
        Schemas schemas,
        Projections projections,
        Embeddings embeddings,
        Served served) {
    /** See {@link Memory#digests}. */
    SequencedMap<String, String> digests() {
        SequencedMap<String, String> digests = new LinkedHashMap<>();
        digests.put("visibility", hex(visibility::digest));
        digests.put("events", hex(index::digest));
        digests.put("requests", hex(requests::digest));
        digests.put("graph", hex(graph::digest));
        digests.put("schemas", hex(schemas::digest));
        digests.put("projections", hex(projections::digest));
        digests.put("embeddings", hex(embeddings::digest));
        digests.put("served", hex(served::digest));
        return digests;
    }

    private static String hex(Consumer<Canonical> state) {
        Canonical out = new Canonical();
        state.accept(out);
        return out.hex();
    }
}
