package dev.everlog.tools;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer may be, kept by whole rows. Immutable.
 *
 * @param tokens as {@link Tokens} estimates them
 * @param json whether rows are counted in JSON, which takes more than TOON, or in lines
 */
record Budget(int tokens, boolean json) {
    /** Tokens of the lines around the rows, with the cursor. */
    private static final int FRAME = 70;

    /** Characters that are certainly within one token per character of an answer's least budget. */
    private static final int LEAST_CHARACTERS = 40;

    /** Characters of plain text in a token, on the safe side. */
    private static final int CHARACTERS_PER_TOKEN = 3;

    static Budget of(ReadOptions options) {
        int tokens =
                options.maxTokens() == null ? ReadOptions.DEFAULT_MAX_TOKENS : options.maxTokens();
        return new Budget(
                tokens, options.format() == Format.JSON || options.format() == Format.TOON);
    }

    /** As many of the first rows as fit; one at least, cut if it must be. */
    <R extends Row<R>> List<R> fit(List<R> rows, @Nullable Summary summary) {
        int left = tokens - FRAME - (summary == null ? 0 : cost(summary));
        int fitting = 0;
        while (fitting < rows.size() && cost(rows.get(fitting)) <= left) {
            left -= cost(rows.get(fitting));
            fitting++;
        }
        return fitting == 0 && !rows.isEmpty()
                ? List.of(cut(rows.getFirst(), summary))
                : rows.subList(0, fitting);
    }

    /** What is left of it after these rows; enough for one more at least. */
    Budget without(List<? extends Row<?>> rows) {
        int spent = rows.stream().mapToInt(this::cost).sum();
        return new Budget(Math.max(tokens - spent, 2 * FRAME), json);
    }

    private <R extends Row<R>> R cut(R row, @Nullable Summary summary) {
        int room = tokens - FRAME - (summary == null ? 0 : cost(summary));
        int characters = Math.max(room * CHARACTERS_PER_TOKEN, LEAST_CHARACTERS);
        R cut = row.shortened(characters);
        while (cost(cut) > room && characters > LEAST_CHARACTERS) {
            characters = Math.max(characters / 2, LEAST_CHARACTERS);
            cut = row.shortened(characters);
        }
        return cut;
    }

    private int cost(Row<?> row) {
        return 1 + Tokens.of(json ? Json.MAPPER.writeValueAsString(row) : row.line());
    }

    private int cost(Summary summary) {
        return 1 + Tokens.of(json ? Json.MAPPER.writeValueAsString(summary) : summary.line());
    }
}
