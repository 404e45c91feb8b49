package dev.everlog.tools;

import dev.everlog.memory.History;
import dev.everlog.memory.PageRequest;

/** Of what a history is: the same on every page. */
record Lives(String handle, String subject) implements Summary {
    static Lives of(History of, Reader reader) {
        var result =
                reader.memory()
                        .history(
                                of,
                                new PageRequest(1, null, PageRequest.Order.ASC),
                                reader.vantage());
        return new Lives(result.handle(), result.key());
    }

    /** Asked for by handle, so that a name which later becomes ambiguous changes nothing. */
    Slice.Source<History.Version> versions(Reader reader, PageRequest.Order order) {
        var same = new History(handle);
        return reader.paged(
                page -> reader.memory().history(same, page, reader.vantage()).versions(), order);
    }

    @Override
    public String line() {
        return "history of " + handle + " " + Quoted.name(subject);
    }
}
