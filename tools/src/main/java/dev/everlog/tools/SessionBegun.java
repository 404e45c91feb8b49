package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.Receipt;

/**
 * A session that was started.
 *
 * @param session its id, by which it can be resumed
 * @param brief what to know at its beginning
 */
record SessionBegun(@JsonUnwrapped Ack ack, String session, Rows<ContextRow> brief)
        implements Answer {
    static SessionBegun of(Receipt receipt, String session, Rows<ContextRow> brief) {
        return new SessionBegun(Ack.of(receipt), session, brief);
    }

    @Override
    public String text() {
        return "session "
                + Quoted.name(session)
                + " started at "
                + ack.words()
                + "\n"
                + brief.text();
    }
}
