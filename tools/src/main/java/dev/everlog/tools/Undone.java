package dev.everlog.tools;

import dev.everlog.memory.NodeRow;
import dev.everlog.memory.UndoWork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the undoing of work means for what is known; its components stand beside those of {@link Hidden}.
 *
 * @param shown events that the work had hidden and that are seen again, neighbours as ranges
 * @param gone nodes and memories as they were, at most {@link #SHOWN}; so the others
 * @param back as they are afterwards
 * @param changed as they are afterwards
 * @param conflicts what others made of the work, which stays
 * @param named how many nodes and memories there are in all: gone, back, changed
 */
record Undone(
        @Nullable List<String> shown,
        @Nullable List<HopRow> gone,
        @Nullable List<HopRow> back,
        @Nullable List<HopRow> changed,
        @Nullable List<String> conflicts,
        List<Integer> named) {
    private static final int SHOWN = 20;

    /** Characters of a memory that are enough to recognise it. */
    private static final int CHARACTERS = 120;

    static Undone of(UndoWork.Result result) {
        return new Undone(
                orNull(Handles.shown(result.shown())),
                rows(result.gone()),
                rows(result.back()),
                rows(result.changed()),
                orNull(result.conflicts().stream().limit(SHOWN).toList()),
                List.of(result.gone().size(), result.back().size(), result.changed().size()));
    }

    private static @Nullable List<HopRow> rows(List<NodeRow> nodes) {
        return orNull(
                nodes.stream()
                        .limit(SHOWN)
                        .map(node -> HopRow.of(node).shortened(CHARACTERS))
                        .toList());
    }

    private static <T> @Nullable List<T> orNull(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    void addTo(Lines lines) {
        lines.add(
                named.get(0)
                        + " nodes and memories gone, "
                        + named.get(1)
                        + " back, "
                        + named.get(2)
                        + " as before "
                        + Rows.FRAME);
        lines.add(shown, events -> "events shown again: " + String.join(" ", events));
        addTo(lines, "gone ", gone);
        addTo(lines, "back ", back);
        addTo(lines, "as before ", changed);
        if (conflicts != null) {
            conflicts.forEach(each -> lines.add("conflict " + Quoted.data(each)));
        }
    }

    private static void addTo(Lines lines, String what, @Nullable List<HopRow> rows) {
        if (rows != null) {
            rows.forEach(row -> lines.add(what + row.line()));
        }
    }
}
