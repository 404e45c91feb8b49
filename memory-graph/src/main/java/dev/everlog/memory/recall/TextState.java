package dev.everlog.memory.recall;

import dev.everlog.eventlog.tail.Snapshot;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.Memory;
import dev.everlog.memory.lexical.LexicalIndex;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;

/** What is made of texts alone, without a model, and so can be saved with the log's position. */
record TextState(LexicalIndex words, Turns turns, IndexedTexts texts) {
    private static final String SECTION = "texts";

    /** Raised when any of the three takes in texts in another way, or is written differently. */
    private static final int VERSION = 2;

    /** From the newest snapshot of this memory's log; empty if there is none. */
    static TextState load(Snapshots snapshots, Memory memory) {
        try (Snapshot snapshot =
                snapshots
                        .newest(each -> each.holds(SECTION, VERSION) && memory.holds(each.anchor()))
                        .orElse(null)) {
            return snapshot == null ? empty() : restored(snapshot.open(SECTION));
        } catch (IOException | RuntimeException e) {
            return empty(); // all of it is in the log
        }
    }

    private static TextState empty() {
        return new TextState(new LexicalIndex(), new Turns(), new IndexedTexts());
    }

    private static TextState restored(DataInputStream in) throws IOException {
        Turns turns = Turns.restored(in);
        IndexedTexts texts = IndexedTexts.restored(in);
        return new TextState(LexicalIndex.restored(in), turns, texts);
    }

    /** What there is now, to be written later. */
    List<Snapshots.Section> saved() {
        Snapshots.Contents turnsNow = turns.saved();
        Snapshots.Contents textsNow = texts.saved();
        Snapshots.Contents wordsNow = words.saved();
        return List.of(
                new Snapshots.Section(
                        SECTION,
                        VERSION,
                        out -> {
                            turnsNow.writeTo(out);
                            textsNow.writeTo(out);
                            wordsNow.writeTo(out);
                        }));
    }
}
