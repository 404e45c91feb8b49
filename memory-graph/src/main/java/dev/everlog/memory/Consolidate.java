package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What could be put in order, and putting it in order. A proposal depends on nothing but the memory and {@code now};
 * nothing is rewritten: what is followed hides, ends or links, and is undone by {@link RestoreEvents} with its {@code
 * undo} position. Immutable.
 *
 * @param about handle, subject or name: only what concerns this; null for everything
 * @param kinds none for all
 * @param apply ids of proposals; none for all
 * @param most proposals, if it is for all; part of what a token is for
 * @param scope whose memories
 * @param now by which something has ended
 */
public record Consolidate(
        @Nullable String about,
        Set<Kind> kinds,
        List<String> apply,
        int most,
        Scope scope,
        Instant now,
        Consent consent) {
    /** Proposals in one answer, the surest first: as many as somebody looks at. */
    public static final int MAX_PROPOSALS = 100;

    public Consolidate {
        Checks.line("scope", about, Subjects.MAX_NODE);
        kinds = kinds.isEmpty() ? Set.of(Kind.values()) : Set.copyOf(kinds);
        apply = List.copyOf(apply);
        Checks.count("apply", apply, 0, MAX_PROPOSALS);
        Checks.range("limit", most, 1, MAX_PROPOSALS);
    }

    /** What is not in order. */
    public enum Kind {
        /** Memories that say the same, nodes of one type whose names are nearly the same. */
        DUPLICATES,
        /** Memories of which one says the contrary, edges of which only one can be true at a time. */
        CONTRADICTIONS,
        /** Memories that are no longer true, or that nobody was served for a year. */
        STALE
    }

    /** What is proposed. */
    public enum Action {
        /** One of the two stays, gets the other's links and properties that it lacks, and the other is hidden. */
        MERGE,
        /** One of the two holds; the other ends where that begins. */
        SUPERSEDE,
        /** It is hidden. */
        RETIRE
    }

    /**
     * A proposal.
     *
     * @param id the same as long as both are as they are
     * @param keep handle of what stays, null for none
     * @param drop handle of what goes or ends; of an edge that of its event
     * @param reason why, without the words of either
     * @param sure 0 to 1, by which proposals are ordered within a kind
     * @param says what they say: what goes, then what stays
     */
    public record Proposal(
            String id,
            Kind kind,
            Action action,
            @Nullable String keep,
            String drop,
            String reason,
            double sure,
            List<String> says) {}

    /**
     * A proposal that was followed.
     *
     * @param undo give this to restore
     * @param hidden how many events are hidden by it
     * @param wrote how many events were written for it
     */
    public record Applied(String id, Position undo, String reason, int hidden, int wrote) {}

    /**
     * The answer.
     *
     * @param receipt null for a dry run, or when there was nothing to apply
     * @param proposals of a dry run
     * @param applied empty for a dry run
     * @param more how many proposals there are besides
     * @param confirmToken what applying all of these must show
     */
    public record Result(
            @Nullable Receipt receipt,
            List<Proposal> proposals,
            List<Applied> applied,
            int more,
            @Nullable String confirmToken) {}

    /**
     * What is proposed, seen from somewhere; appends nothing. Of 100,000 memories about 4 s of processor
     * time, in which nothing is folded: for a quiet moment.
     */
    public Result preview(Memory memory, Vantage vantage) {
        return memory.read(vantage, reading -> DecideConsolidate.preview(reading, this));
    }

    /** Does it. */
    public Result in(Memory memory, Writer writer) {
        Instant at = memory.now();
        Optional<Written> written =
                memory.write(writer, reading -> DecideConsolidate.decide(reading, this, at));
        return DecideConsolidate.answer(written);
    }
}
