package dev.everlog.memory;

import dev.everlog.eventlog.tail.Snapshots;
import java.io.DataInputStream;
import java.io.IOException;

/** Every version of every text in columns, without the texts themselves, about 50 bytes each. Rows are ordinals. */
final class Texts {
    /**
     * What is kept of a version.
     *
     * @param sketch of its words, see {@link Words#sketch}
     */
    record Entry(int node, long position, String kind, long occurredMicros, long sketch) {}

    private final Names kinds;
    private final IntColumn node;
    private final LongColumn position;
    private final IntColumn kind;
    private final LongColumn occurred;
    private final LongColumn sketch;

    /** Ordinals of two versions each that contradict each other: the later, the earlier, the later, … */
    private final IntColumn contradictions;

    Texts() {
        kinds = new Names();
        node = new IntColumn();
        position = new LongColumn();
        kind = new IntColumn();
        occurred = new LongColumn();
        sketch = new LongColumn();
        contradictions = new IntColumn();
    }

    /** As {@link #saved} wrote it. */
    Texts(DataInputStream in) throws IOException {
        kinds = Names.readFrom(in);
        node = IntColumn.readFrom(in);
        position = LongColumn.readFrom(in);
        kind = IntColumn.readFrom(in);
        occurred = LongColumn.readFrom(in);
        sketch = LongColumn.readFrom(in);
        contradictions = IntColumn.readFrom(in);
    }

    /** What there is now, to be written later. */
    Snapshots.Contents saved() {
        Snapshots.Contents kindsNow = kinds.saved();
        IntColumn nodes = node.frozen();
        LongColumn positions = position.frozen();
        IntColumn kindNumbers = kind.frozen();
        LongColumn times = occurred.frozen();
        LongColumn sketches = sketch.frozen();
        IntColumn pairs = contradictions.frozen();
        return out -> {
            kindsNow.writeTo(out);
            nodes.writeTo(out);
            positions.writeTo(out);
            kindNumbers.writeTo(out);
            times.writeTo(out);
            sketches.writeTo(out);
            pairs.writeTo(out);
        };
    }

    /** The ordinal of the new version. */
    int add(Entry entry) {
        node.add(entry.node);
        position.add(entry.position);
        kind.add(kinds.number(entry.kind));
        occurred.add(entry.occurredMicros);
        sketch.add(entry.sketch);
        return position.size() - 1;
    }

    void contradict(int later, int earlier) {
        contradictions.add(later);
        contradictions.add(earlier);
    }

    /** How many there were as of a position. */
    int through(long end) {
        return position.countUpTo(end);
    }

    int size() {
        return position.size();
    }

    int node(int ordinal) {
        return node.get(ordinal);
    }

    long position(int ordinal) {
        return position.get(ordinal);
    }

    String kind(int ordinal) {
        String text = kinds.text(kind.get(ordinal));
        return text == null ? "" : text;
    }

    long occurredMicros(int ordinal) {
        return occurred.get(ordinal);
    }

    /** See {@link Words#sketch}. */
    long sketch(int ordinal) {
        return sketch.get(ordinal);
    }

    /** Pairs that were reported as contradictory. */
    int contradictions() {
        return contradictions.size() / 2;
    }

    int later(int pair) {
        return contradictions.get(2 * pair);
    }

    int earlier(int pair) {
        return contradictions.get(2 * pair + 1);
    }

    /** The ordinal of the version that an event brought, or -1. */
    int ordinalAt(long eventPosition) {
        int index = position.countUpTo(eventPosition) - 1;
        return index >= 0 && position.get(index) == eventPosition ? index : -1;
    }

    void digest(Canonical out) {
        kinds.digest(out);
        node.digest(out);
        position.digest(out);
        kind.digest(out);
        occurred.digest(out);
        sketch.digest(out);
        contradictions.digest(out);
    }
}
