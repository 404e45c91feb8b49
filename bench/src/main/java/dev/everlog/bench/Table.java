package dev.everlog.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text in columns, in the form that Markdown takes. Not thread-safe. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        rows.add(List.of(head));
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    void print(PrintStream out) {
        int[] widths =
                IntStream.range(0, rows.getFirst().size()).map(column -> width(column)).toArray();
        for (int row = 0; row < rows.size(); row++) {
            out.println(line(rows.get(row), widths));
            if (row == 0) {
                out.println(rule(widths));
            }
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String line(List<String> cells, int[] widths) {
        var line = new StringBuilder("|");
        for (int i = 0; i < cells.size(); i++) {
            String blank = " ".repeat(widths[i] - cells.get(i).length());
            boolean left = i == 0;
            line.append(' ')
                    .append(left ? cells.get(i) + blank : blank + cells.get(i))
                    .append(" |");
        }
        return line.toString();
    }

    private static String rule(int[] widths) {
        var line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            line.append("-".repeat(widths[i] + 1)).append(i == 0 ? "-|" : ":|");
        }
        return line.toString();
    }
}
