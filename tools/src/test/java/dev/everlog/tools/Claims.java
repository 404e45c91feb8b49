package dev.everlog.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is claimed of the tools, and which tests show it: {@code claims.txt}, in lines of {@code tool | words of its
 * description | Class#method, Class#method}. The tool {@code *} stands for all of them, and the words are then our own.
 * Immutable.
 */
record Claims(List<Claim> all) {
    static final String EVERY_TOOL = "*";

    /** Stands in place of tests where the words tell a model what to do. */
    static final String ADVICE = "advice";

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");

    /** @param tests {@code Class#method}, at least one, or {@link #ADVICE} */
    record Claim(String tool, String words, List<String> tests) {
        static Claim of(String line) {
            String[] cells = line.split(" \\| ", -1);
            if (cells.length != 3) {
                throw new IllegalArgumentException(
                        "wanted: tool | words of its description | Class#method; was: " + line);
            }
            return new Claim(
                    cells[0].strip(), cells[1].strip(), List.of(cells[2].strip().split(", *", -1)));
        }

        boolean isAdvice() {
            return tests.equals(List.of(ADVICE));
        }
    }

    static Claims read() {
        try (var lines = Claims.class.getResourceAsStream("claims.txt")) {
            return new Claims(
                    new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(Claim::of)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Claim> of(String tool) {
        return all.stream().filter(claim -> claim.tool.equals(tool));
    }

    /**
     * Parts of a description that claim something each: a full stop, comma, colon or semicolon outside of brackets ends
     * them.
     */
    static List<String> clauses(String description) {
        var clauses = new ArrayList<String>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < description.length(); i++) {
            char here = description.charAt(i);
            depth += here == '(' ? 1 : here == ')' ? -1 : 0;
            boolean last = i == description.length() - 1;
            if (depth == 0
                    && ".,:;".indexOf(here) >= 0
                    && (last || description.charAt(i + 1) == ' ')) {
                clauses.add(description.substring(from, i).strip());
                from = i + 1;
            }
        }
        clauses.add(description.substring(from).strip());
        clauses.removeIf(String::isEmpty);
        return clauses;
    }

    /** The words of a clause that no claim about the tool quotes, in order. */
    List<String> unproved(String tool, String clause) {
        var quoted = new boolean[clause.length()];
        of(tool).forEach(claim -> {
            for (int at = clause.indexOf(claim.words);
                    at >= 0;
                    at = clause.indexOf(claim.words, at + 1)) {
                Arrays.fill(quoted, at, at + claim.words.length(), true);
            }
        });
        return WORD.matcher(clause)
                .results()
                .filter(word -> !quoted[word.start()])
                .map(word -> word.group())
                .toList();
    }
}
