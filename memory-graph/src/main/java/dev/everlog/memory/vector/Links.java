package dev.everlog.memory.vector;

import dev.everlog.eventlog.tail.SavedNumbers;
import io.github.jbellis.jvector.disk.ByteBufferReader;
import io.github.jbellis.jvector.disk.RandomAccessReader;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.NodesIterator;
import io.github.jbellis.jvector.graph.OnHeapGraphIndex;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/// Which vectors of a graph are linked to which, to be kept for the next start: linking costs 1 ms CPU each, reading
/// the links of one some microseconds. Similarities are not in it, they are made from the vectors. About 70 bytes a
/// vector. Immutable.
///
/// Numbers: count of nodes, ordinal of the entry, then of each node its ordinal, the count of its neighbours, and their
/// ordinals.
public final class Links {

    private static final int HEAD = 2;
    private static final int JVECTOR_FORMAT = 4;

    private final int[] numbers;

    private Links(int[] numbers) {
        this.numbers = numbers;
    }

    /// Nobody may add to the graph meanwhile.
    static Links of(ImmutableGraphIndex graph) throws IOException {
        try (ImmutableGraphIndex.View view = graph.getView()) {
            int[] numbers = new int[HEAD + graph.size(0) * (graph.maxDegree() + 2)];
            numbers[0] = graph.size(0);
            numbers[1] = view.entryNode().node;
            int size = HEAD;
            for (NodesIterator nodes = graph.getNodes(0); nodes.hasNext(); ) {
                int node = nodes.nextInt();
                NodesIterator neighbours = view.getNeighborsIterator(0, node);
                numbers = room(numbers, size + 2 + neighbours.size());
                numbers[size++] = node;
                numbers[size++] = neighbours.size();
                while (neighbours.hasNext()) {
                    numbers[size++] = neighbours.nextInt();
                }
            }
            return new Links(Arrays.copyOf(numbers, size));
        }
    }

    private static int[] room(int[] numbers, int size) {
        return size <= numbers.length ? numbers : Arrays.copyOf(numbers, size + size / 2);
    }

    public void writeTo(DataOutputStream out) throws IOException {
        SavedNumbers.write(out, numbers, numbers.length);
    }

    /// As {@link #writeTo} wrote it.
    ///
    /// @throws IOException if the numbers are no links
    public static Links readFrom(DataInputStream in) throws IOException {
        Links links = new Links(SavedNumbers.ints(in));
        if (!links.whole()) {
            throw new IOException("these are no links");
        }
        return links;
    }

    int nodes() {
        return numbers[0];
    }

    /// Every row is there, and every link leads to a node.
    private boolean whole() {
        if (numbers.length < HEAD || Arrays.stream(numbers).anyMatch(number -> number < 0)) {
            return false;
        }
        BitSet nodes = new BitSet();
        BitSet linked = new BitSet();
        linked.set(numbers[1]);
        int at = HEAD;
        while (at + 1 < numbers.length && numbers[at + 1] <= numbers.length - at - 2) {
            nodes.set(numbers[at]);
            int end = at + 2 + numbers[at + 1];
            for (at += 2; at < end; at++) {
                linked.set(numbers[at]);
            }
        }
        linked.andNot(nodes);
        return at == numbers.length && linked.isEmpty() && nodes.cardinality() == nodes();
    }

    /// Whether these are the nodes.
    boolean areOf(BitSet ordinals) {
        BitSet nodes = new BitSet();
        for (int at = HEAD; at < numbers.length; at += 2 + numbers[at + 1]) {
            nodes.set(numbers[at]);
        }
        return nodes.equals(ordinals);
    }

    /// In the form of jvector's `OnHeapGraphIndex.save`, with similarities of 0: they are not looked at.
    RandomAccessReader forJvector(int degree) {
        ByteBuffer form = ByteBuffer.allocate(Integer.BYTES * (6 + 2 * numbers.length));
        form.putInt(OnHeapGraphIndex.MAGIC).putInt(JVECTOR_FORMAT).putInt(1).putInt(degree);
        form.putInt(numbers[1]).putInt(nodes());
        for (int at = HEAD; at < numbers.length; ) {
            int end = at + 2 + numbers[at + 1];
            form.putInt(numbers[at++]).putInt(numbers[at++]);
            while (at < end) {
                form.putInt(numbers[at++]).putFloat(0);
            }
        }
        return new ByteBufferReader(form.flip());
    }
}
