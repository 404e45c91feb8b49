package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.recall.Attach;
import org.jspecify.annotations.Nullable;

/**
 * A vector that was attached.
 *
 * @param node handle
 * @param of the event whose text it is for; another version of that text needs another vector
 * @param searched whether recall finds the text by it
 * @param serving the model that recall searches with; null for none
 */
record VectorAttached(
        @JsonUnwrapped Ack ack,
        String node,
        String of,
        String model,
        int dimensions,
        boolean searched,
        @Nullable String serving)
        implements Answer {
    static VectorAttached of(Attach.Result result) {
        var written = result.written();
        return new VectorAttached(
                Ack.of(written.receipt()),
                written.node(),
                written.text().toString(),
                written.model(),
                written.dimensions(),
                result.isSearched(),
                result.serving());
    }

    @Override
    public String text() {
        String what =
                "attached %d numbers of %s to the text of %s (%s) at %s"
                        .formatted(dimensions, Quoted.name(model), node, of, ack.words());
        return what
                + "\n"
                + (searched
                        ? "memory_recall and memory_similar find it by them too"
                        : "kept, but not searched by: this server searches with "
                                + (serving == null ? "no model" : Quoted.name(serving))
                                + "; a server with that model will");
    }
}
