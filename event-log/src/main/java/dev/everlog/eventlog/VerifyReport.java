package dev.everlog.eventlog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found. Immutable.
 *
 * @param verified every frame through this position is whole and follows its predecessor
 * @param sealed of these, the last that stands in the archive; none in a log that has sealed nothing
 * @param hash of the last frame verified, hexadecimal: it depends on all before it, but not on erased data
 * @param bytes of all frames verified that are hot
 * @param findings in order of place; empty when all is well
 */
public record VerifyReport(
        Position verified, Position sealed, String hash, long bytes, List<Finding> findings) {
    /** How bad a finding is, from mildest to worst. */
    public enum Kind {
        /** Nothing is lost and nothing need be done; said because somebody may wonder. */
        NOTE,
        /** A write that was never acknowledged ends in the middle; the next writer begins behind it. */
        TORN_END,
        /** Something that was acknowledged is damaged or missing. */
        CORRUPT
    }

    /**
     * One thing found.
     *
     * @param place null when the finding is about no place in particular
     */
    public record Finding(Kind kind, String message, @Nullable Damage place) {}

    /** As in: e1042, e1000 and before in the archive, 4711 bytes hot. */
    public String extent() {
        return sealed.equals(Position.NONE)
                ? verified + ", " + bytes + " bytes"
                : verified + ", " + sealed + " and before in the archive, " + bytes + " bytes hot";
    }

    /** The worst kind found, {@code NOTE} when there is none. */
    public Kind worst() {
        return findings.stream()
                .map(Finding::kind)
                .reduce(Kind.NOTE, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }
}
