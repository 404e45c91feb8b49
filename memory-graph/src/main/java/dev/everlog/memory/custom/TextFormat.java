package dev.everlog.memory.custom;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Formats of JSON Schema that texts are recognised by; narrower than there, so that no other text is taken for one. */
enum TextFormat {
    DATE_TIME("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)"),
    DATE("\\d{4}-\\d\\d-\\d\\d"),
    UUID("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"),
    EMAIL("[A-Za-z0-9_+-]+(\\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9]+([.-][A-Za-z0-9]+)*\\.[a-z]{2,10}"),
    URI("https?://[A-Za-z0-9.-]+(:\\d{1,5})?(/[A-Za-z0-9._~/-]*)?");

    /** Characters: longer ones are something else. */
    private static final int LONGEST = 200;

    private final Pattern form;

    TextFormat(String form) {
        this.form = Pattern.compile(form);
    }

    boolean fits(String text) {
        return text.length() <= LONGEST && form.matcher(text).matches() && exists(text);
    }

    /** The form of a date does not say that there is such a day. */
    private boolean exists(String text) {
        try {
            return switch (this) {
                case DATE_TIME -> OffsetDateTime.parse(text) != null;
                case DATE -> LocalDate.parse(text) != null;
                case UUID, EMAIL, URI -> true;
            };
        } catch (DateTimeException e) {
            return false;
        }
    }
}
