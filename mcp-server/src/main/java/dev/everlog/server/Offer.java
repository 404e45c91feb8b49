package dev.everlog.server;

import dev.everlog.tools.Selection;

/**
 * What clients see of the tools. Immutable.
 *
 * @param structured answers come as structured content too, with schemas, and cost twice the tokens where a client shows
 *     both to its model
 * @param ledger what is served is noted in the log
 */
record Offer(Selection selection, boolean structured, boolean ledger) {
    static final Offer ALL = new Offer(Selection.ALL, false, false);
}
