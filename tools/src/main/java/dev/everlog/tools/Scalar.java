package dev.everlog.tools;

/** A record of one text that is written in JSON as this text; its compact constructor holds the rules. */
interface Scalar {
    String text();
}
