package dev.everlog.memory;

import dev.everlog.eventlog.tail.SavedText;
import dev.everlog.eventlog.tail.Snapshots;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts that repeat, each kept once and written as a number; numbers are dense, from 0, in order of appearance. */
final class Names {
    /** The number of "no text". */
    static final int NONE = -1;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    /** The number of a text, added when it is new. */
    int number(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        numbers.put(text, texts.size());
        texts.add(text);
        return texts.size() - 1;
    }

    /** The number of a text, or {@link #NONE} if it never appeared. */
    int find(String text) {
        return numbers.getOrDefault(text, NONE);
    }

    @Nullable String text(int number) {
        return number == NONE ? null : texts.get(number);
    }

    int size() {
        return texts.size();
    }

    /** By their numbers. */
    List<String> all() {
        return List.copyOf(texts);
    }

    /** What there is now, to be written later. */
    Snapshots.Contents saved() {
        List<String> now = List.copyOf(texts);
        return out -> {
            out.writeInt(now.size());
            for (String text : now) {
                SavedText.write(out, text);
            }
        };
    }

    static Names readFrom(DataInputStream in) throws IOException {
        Names names = new Names();
        for (int left = in.readInt(); left > 0; left--) {
            names.number(SavedText.read(in));
        }
        return names;
    }

    void digest(Canonical out) {
        out.add(texts.size());
        texts.forEach(out::add);
    }
}
