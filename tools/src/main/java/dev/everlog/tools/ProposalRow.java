package dev.everlog.tools;

import dev.everlog.memory.Consolidate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A proposal to put memory in order.
 *
 * @param keep handle of what stays, null for none
 * @param drop handle of what goes or ends
 * @param sure 0 to 1
 * @param says the beginnings of what they say: what goes, then what stays
 */
record ProposalRow(
        String id,
        Consolidate.Kind kind,
        Consolidate.Action action,
        @Nullable String keep,
        String drop,
        String reason,
        double sure,
        List<String> says) {
    /** Characters that are enough to recognise a memory. */
    private static final int CHARACTERS = 120;

    static ProposalRow of(Consolidate.Proposal proposal) {
        return new ProposalRow(
                proposal.id(),
                proposal.kind(),
                proposal.action(),
                proposal.keep(),
                proposal.drop(),
                proposal.reason(),
                proposal.sure(),
                proposal.says().stream().map(says -> Quoted.start(says, CHARACTERS)).toList());
    }

    /** For instance {@code c1f merge n5 into n7: both say the same … "…" / "…"}. */
    String line() {
        return id
                + " "
                + action.name().toLowerCase(Locale.ROOT)
                + " "
                + drop
                + (keep == null
                        ? ""
                        : (action == Consolidate.Action.MERGE ? " into " : " by ") + keep)
                + ": "
                + reason
                + " "
                + String.join(" / ", says.stream().map(Quoted::data).toList());
    }
}
