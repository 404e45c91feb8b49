package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.Consolidate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What could be put in order, or what was.
 *
 * @param ack null for a dry run, or when there was nothing to apply
 * @param proposals of a dry run, the surest of each kind first
 * @param applied what was followed, each with its own undo
 * @param more proposals that are not shown
 * @param confirmToken what applying all that are shown must show; null if it needs none, or if this was it
 */
record Consolidated(
        boolean dryRun,
        @JsonUnwrapped @Nullable Ack ack,
        List<ProposalRow> proposals,
        List<Applied> applied,
        @Nullable Integer more,
        @Nullable String confirmToken)
        implements Answer {
    /** @param undo what restore_events wants as {@code deletion} */
    record Applied(String id, String reason, int hidden, int wrote, String undo) {
        static Applied of(Consolidate.Applied applied) {
            return new Applied(
                    applied.id(),
                    applied.reason(),
                    applied.hidden(),
                    applied.wrote(),
                    applied.undo().toString());
        }

        String line() {
            return id
                    + " "
                    + reason
                    + ": "
                    + Counts.of(hidden, "event")
                    + " hidden, "
                    + wrote
                    + " written; undo: restore_events {\"deletion\": \""
                    + undo
                    + "\"}";
        }
    }

    static Consolidated of(Consolidate.Result result, boolean dryRun) {
        return new Consolidated(
                dryRun,
                result.receipt() == null ? null : Ack.of(result.receipt()),
                result.proposals().stream().map(ProposalRow::of).toList(),
                result.applied().stream().map(Applied::of).toList(),
                result.more() == 0 ? null : result.more(),
                result.confirmToken());
    }

    @Override
    public String text() {
        var lines = new Lines();
        lines.add(
                ack == null
                        ? (dryRun ? "dry run, nothing changed; " : "nothing changed; ")
                                + Counts.of(proposals.size(), "proposal")
                                + " "
                                + Rows.FRAME
                        : "consolidated " + ack.words());
        proposals.forEach(proposal -> lines.add(proposal.line()));
        applied.forEach(each -> lines.add(each.line()));
        lines.add(more, count -> count + " more: raise limit, or ask again after these");
        lines.add(
                Preview.next(dryRun, proposals.size(), confirmToken),
                next -> next + "; for some of them: apply=[ids] with a dry run of its own");
        return lines.toString();
    }
}
