package dev.everlog.memory;

import java.util.function.LongConsumer;

/**
 * For each number of a column the rows that have it, newest first: two ints a row more, and none of the rows that have
 * another number is looked at. Made of the column again when that was saved.
 */
final class Chain {
    private final IntColumn previous = new IntColumn();
    private final IntColumn last = new IntColumn();
    private final IntColumn counts = new IntColumn();

    /** Of a column that is there. */
    static Chain of(IntColumn numbers) {
        Chain chain = new Chain();
        for (int row = 0; row < numbers.size(); row++) {
            chain.add(numbers.get(row));
        }
        return chain;
    }

    /** The next row. @return the row before it of the same number, or -1 */
    int add(int number) {
        int row = previous.size();
        int before = newest(number);
        previous.add(before);
        if (number != Names.NONE) {
            while (last.size() <= number) {
                last.add(-1);
                counts.add(0);
            }
            last.set(number, row);
            counts.set(number, counts.get(number) + 1);
        }
        return before;
    }

    /** The last row of a number, or -1. */
    int newest(int number) {
        return number == Names.NONE || number >= last.size() ? -1 : last.get(number);
    }

    /** How many rows a number has; those of {@link Names#NONE} are not counted. */
    int count(int number) {
        return number == Names.NONE || number >= counts.size() ? 0 : counts.get(number);
    }

    /** Calls for the position of each row of a number up to a position, newest first. */
    void positions(int number, long upTo, LongConsumer each) {
        for (int row = newest(number); row >= 0; row = previous.get(row)) {
            if (row < upTo) {
                each.accept(row + 1L);
            }
        }
    }

    /** The rows as they are linked: for each the one before it, or -1. */
    IntColumn previous() {
        return previous;
    }
}
