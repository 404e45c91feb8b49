package dev.everlog.server;

import dev.everlog.tools.Aliases;
import dev.everlog.tools.Selection;

/**
 * What clients see of the tools. Immutable.
 *
 * @param structured answers come as structured content too, with schemas, and cost twice the tokens where a client shows
 *     both to its model
 * @param ledger what is served is noted in the log
 * @param aliases names beside ours that a call may use; none is listed
 */
record Offer(Selection selection, boolean structured, boolean ledger, Aliases aliases) {
    static final Offer ALL = new Offer(Selection.ALL, false, false, Aliases.NONE);
}
