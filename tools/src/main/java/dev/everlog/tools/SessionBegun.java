package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.Receipt;
import dev.everlog.memory.SessionReads;
import dev.everlog.memory.StartSession;
import dev.everlog.memory.Vantage;
import java.util.regex.Pattern;

/**
 * A session that was started.
 *
 * @param session its id, by which it can be resumed
 * @param brief what to know at its beginning
 */
record SessionBegun(@JsonUnwrapped Ack ack, String session, Rows<ContextRow> brief)
        implements Answer {
    private static final Pattern NUMBERED = Pattern.compile("(.*)~([1-9]\\d{0,5})");

    /** The connection's own id for its first session, then the same with a number. */
    static String next(Call call) {
        String current = call.session().id();
        boolean begun =
                !call.memory()
                        .read(Vantage.NOW, reading -> new SessionReads(reading).of(current))
                        .isEmpty();
        var numbered = NUMBERED.matcher(current);
        if (!begun) {
            return current;
        }
        return numbered.matches()
                ? numbered.group(1) + "~" + (Integer.parseInt(numbered.group(2)) + 1)
                : current + "~2";
    }

    /** The session that a request started, now or when it was made first. */
    static String started(Call call, Receipt receipt) {
        return call.memory()
                .read(Vantage.NOW, reading -> new SessionReads(reading).at(receipt.first()))
                .map(StartSession.Started::session)
                .orElse(call.session().id());
    }

    static SessionBegun of(Receipt receipt, String session, Rows<ContextRow> brief) {
        return new SessionBegun(Ack.of(receipt), session, brief);
    }

    @Override
    public Told told() {
        return brief.told();
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
