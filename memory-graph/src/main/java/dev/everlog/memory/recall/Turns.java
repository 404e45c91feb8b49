package dev.everlog.memory.recall;

import dev.everlog.eventlog.tail.SavedNumbers;
import dev.everlog.eventlog.tail.SavedText;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.Reading;
import dev.everlog.memory.TextVersion;
import dev.everlog.memory.recall.Fusion.Ranked;
import dev.everlog.memory.recall.Recalled.Hit;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What was said before and after what: a turn ("Yes, in May!") is understood with those around it, so what they score
 * speaks for it too. A turn is a text with a speaker; its neighbours are those of the same session and project, in the
 * order in which they were written. Thread-safe by its own monitor; 8 bytes for each text.
 */
final class Turns {
    /** Turns before and after that are heard; more of them find no more. */
    private static final int REACH = 3;

    /** What is one turn farther off counts half. */
    private static final double FADING = 0.5;

    private static final int NONE = -1;

    private record Conversation(String session, @Nullable String project) {}

    private final Map<Conversation, Integer> last = new HashMap<>(); // guarded by this
    private int[] before = new int[0]; // guarded by this
    private int[] after = new int[0]; // guarded by this

    /** Takes a text in; in the order of ordinals. Those that nobody said, or in no session, are no turns. */
    synchronized void add(TextVersion text) {
        grow(text.ordinal() + 1);
        if (text.speaker() == null || text.session() == null) {
            return;
        }
        Integer previous =
                last.put(new Conversation(text.session(), text.project()), text.ordinal());
        if (previous != null) {
            before[text.ordinal()] = previous;
            after[previous] = text.ordinal();
        }
    }

    /** What it knows now, to be written later. */
    synchronized Snapshots.Contents saved() {
        Map<Conversation, Integer> lastNow = Map.copyOf(last);
        int[] beforeNow = before.clone();
        int[] afterNow = after.clone();
        return out -> {
            SavedNumbers.write(out, beforeNow, beforeNow.length);
            SavedNumbers.write(out, afterNow, afterNow.length);
            out.writeInt(lastNow.size());
            for (Map.Entry<Conversation, Integer> each : lastNow.entrySet()) {
                SavedText.write(out, each.getKey().session);
                SavedText.write(out, each.getKey().project);
                out.writeInt(each.getValue());
            }
        };
    }

    /** As it was when it was {@link #saved}. */
    static Turns restored(DataInputStream in) throws IOException {
        Turns turns = new Turns();
        synchronized (turns) {
            turns.before = SavedNumbers.ints(in);
            turns.after = SavedNumbers.ints(in);
            for (int left = in.readInt(); left > 0; left--) {
                turns.last.put(
                        new Conversation(SavedText.read(in), SavedText.orNull(in)), in.readInt());
            }
        }
        return turns;
    }

    private void grow(int size) {
        if (size > before.length) {
            int from = before.length;
            int to = Math.max(size, from + from / 2);
            before = Arrays.copyOf(before, to);
            after = Arrays.copyOf(after, to);
            Arrays.fill(before, from, to, NONE);
            Arrays.fill(after, from, to, NONE);
        }
    }

    /**
     * What each visible turn hears from those around it: the sum of their scores, each faded by its distance; with the
     * one that lends the most as path. O(hits).
     */
    List<Ranked> around(List<Hit> hits, Reading reading, IntPredicate visible) {
        Map<Integer, Heard> heard = new HashMap<>();
        List<Hit> inOrder =
                hits.stream()
                        .sorted(Comparator.comparingInt(Hit::ordinal))
                        .toList(); // sums differ by order
        synchronized (this) {
            for (Hit hit : inOrder) {
                spread(hit, before, heard);
                spread(hit, after, heard);
            }
        }
        List<Ranked> found = new ArrayList<>();
        heard.forEach((ordinal, from) -> {
            if (visible.test(ordinal)) {
                String path = "n" + reading.nodeOfText(from.loudest);
                found.add(new Ranked(ordinal, from.sum, path));
            }
        });
        found.sort(Ranked.BEST_FIRST);
        return found;
    }

    private static void spread(Hit hit, int[] links, Map<Integer, Heard> heard) {
        double lent = hit.score();
        int turn = hit.ordinal();
        for (int distance = 1; distance <= REACH && lent > 0; distance++) {
            turn = turn < links.length ? links[turn] : NONE;
            if (turn == NONE) {
                return;
            }
            heard.computeIfAbsent(turn, t -> new Heard()).add(hit.ordinal(), lent);
            lent *= FADING;
        }
    }

    /** What one turn hears. */
    private static final class Heard {
        private double sum;
        private double most;
        private int loudest;

        void add(int from, double lent) {
            sum += lent;
            if (lent > most) {
                most = lent;
                loudest = from;
            }
        }
    }
}
