package dev.everlog.eventlog;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The wish that the data of some events be gone from everything that holds them. Appended to the log as an event of type
 * {@link #ERASING}, it is fulfilled by whoever seals this log, who then appends a {@link #ERASED} about the same
 * subject. Immutable.
 *
 * @param positions of events before the wish
 * @param reason in the caller's words, kept for ever
 */
public record Erasure(Positions positions, String reason) {
    /** Type of the event that wishes it. */
    public static final String ERASING = "log.erasing";

    /** Type of the event that says it is done; its data are the receipt. */
    public static final String ERASED = "log.erased";

    /** Characters of a reason: a sentence or two. */
    public static final int MAX_REASON = 1_000;

    /** Ranges of positions in one wish: {@link Event#MAX_DATA_BYTES} by 38 digits a range, less the reason. */
    private static final int MAX_RANGES = 25_000;

    private static final Pattern FORM = Pattern.compile("\\{\"positions\":\"([\\d,-]+)\",.*");

    public Erasure {
        if (positions.isEmpty() || positions.ranges().size() > MAX_RANGES) {
            throw new IllegalArgumentException(
                    "one wish names 1.." + MAX_RANGES + " ranges of positions");
        }
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new IllegalArgumentException(
                    "a reason has 1.."
                            + MAX_REASON
                            + " characters and no personal data, for instance \"request 17 of 3 May\"");
        }
    }

    /** As many wishes as it takes to name all positions: an event has room for some. */
    public static List<Erasure> of(Positions positions, String reason) {
        return positions.parts(MAX_RANGES).stream().map(part -> new Erasure(part, reason)).toList();
    }

    /** The event that wishes it. */
    public Event wish(UUID id, Instant now, Origin origin) {
        return new Event(id, subject(id), ERASING, now, data(), origin, null);
    }

    /** What a wish with this id is about, and its receipt. */
    public static String subject(UUID id) {
        return "log/erasure-" + id;
    }

    /** The data of a wish. */
    public String data() {
        return "{\"positions\":\"" + positions + "\",\"reason\":\"" + escaped(reason) + "\"}";
    }

    private static String escaped(String text) {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each < ' ' || each == '"' || each == '\\') {
                json.append("\\u").append(HexFormat.of().toHexDigits(each));
            } else {
                json.append(each);
            }
        }
        return json.toString();
    }

    /**
     * The positions that a wish of the log names.
     *
     * @throws IllegalArgumentException when it is none that {@link #wish} made, or names what came after it
     */
    public static Positions positions(StoredEvent wish) {
        if (!wish.type().equals(ERASING)) {
            throw new IllegalArgumentException(wish.position() + " is no wish to erase anything");
        }
        return named(wish);
    }

    /** The positions that a receipt of the log names; none for every other event. */
    public static Positions erased(StoredEvent event) {
        try {
            return event.type().equals(ERASED) ? named(event) : Positions.NONE;
        } catch (IllegalArgumentException e) {
            return Positions.NONE; // somebody else's event
        }
    }

    private static Positions named(StoredEvent event) {
        Matcher data = FORM.matcher(event.data());
        if (!data.matches()) {
            throw new IllegalArgumentException(event.position() + " names no positions");
        }
        Positions positions = Positions.parse(data.group(1));
        if (!event.position().isAfter(positions.last())) {
            throw new IllegalArgumentException(event.position() + " names what came after it");
        }
        return positions;
    }

    /** Whether events of a type tell of erasing: such events are not erased themselves. */
    public static boolean tells(String type) {
        return List.of(ERASING, ERASED).contains(type);
    }
}
