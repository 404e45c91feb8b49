package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Remember.Similar;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was remembered, and what it touches.
 *
 * @param subject of the memory, {@code memory/…}
 * @param outcome {@code created}, or {@code revised}: a new version under the same key
 * @param replaced the text before, if it was another one
 * @param duplicates memories that say nearly the same; nothing was merged
 * @param contradictions memories that say the contrary; nothing was overwritten
 */
record Remembered(
        @JsonUnwrapped Ack ack,
        String handle,
        String subject,
        long version,
        Remember.Outcome outcome,
        @Nullable String replaced,
        List<Link> links,
        List<Alike> duplicates,
        List<Alike> contradictions)
        implements Answer {
    /** Characters of another memory's text that are enough to recognise it. */
    private static final int SHOWN = 200;

    /** @param others handles of other nodes of this name, when it is ambiguous */
    record Link(
            String given,
            String handle,
            String subject,
            boolean created,
            @Nullable List<String> others) {
        String words() {
            return Quoted.name(given)
                    + " is "
                    + handle
                    + " "
                    + Quoted.name(subject)
                    + (created ? " (new)" : "")
                    + (others == null ? "" : ", others of this name: " + String.join(" ", others));
        }
    }

    /** @param similarity share of words in common, 0 to 1 */
    record Alike(
            String handle, String event, String text, double similarity, @Nullable String reason) {
        static Alike of(Similar similar) {
            return new Alike(
                    similar.handle(),
                    similar.position().toString(),
                    Quoted.start(similar.text(), SHOWN),
                    Math.round(similar.similarity() * 100) / 100.0,
                    similar.reason().isEmpty() ? null : similar.reason());
        }

        String words() {
            return handle
                    + " "
                    + similarity
                    + " "
                    + Quoted.data(text)
                    + (reason == null ? "" : " (" + Quoted.data(reason) + ")");
        }
    }

    static Remembered of(Remember.Result result) {
        return new Remembered(
                Ack.of(result.receipt()),
                result.handle(),
                result.key(),
                result.version(),
                result.outcome(),
                result.replaced() == null ? null : Quoted.start(result.replaced(), SHOWN),
                result.links().stream().map(Remembered::link).toList(),
                result.duplicates().stream().map(Alike::of).toList(),
                result.contradictions().stream().map(Alike::of).toList());
    }

    private static Link link(Remember.Link link) {
        return new Link(
                link.given(),
                link.handle(),
                link.key(),
                link.created(),
                link.others().isEmpty() ? null : link.others());
    }

    @Override
    public String text() {
        var lines = new Lines();
        String done = Names.constant(outcome);
        lines.add("%s %s v%d at %s".formatted(done, handle, version, ack.words()));
        lines.add(replaced, before -> "replaced: " + Quoted.data(before));
        if (!links.isEmpty()) {
            lines.add("about " + links.stream().map(Link::words).collect(Collectors.joining("; ")));
        }
        duplicates.forEach(other -> lines.add("nearly the same: " + other.words()));
        contradictions.forEach(other -> lines.add("contradicts: " + other.words()));
        return lines.toString();
    }
}
