package dev.everlog.tools;

/** What a tool found or did: a record whose components are the structured form, and the same in lines. */
interface Answer {
    /** Compact lines without a line end after the last; stored text is {@link Quoted}. */
    String text();
}
