package dev.everlog.memory.lexical;

import java.io.IOException;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.NumericDocValues;

/// What the first texts of an index come to. Each document keeps those through itself, so that BM25 can be told what it
/// would have known then. Immutable.
///
/// @param texts all of them
/// @param worded texts with at least one word
/// @param words of all texts
/// @param identified texts with at least one identifier
/// @param identifiers of all texts
record Totals(int texts, long worded, long words, long identified, long identifiers) {

    private static final Totals NONE = new Totals(0, 0, 0, 0, 0);

    private static final String WORDED = "worded";
    private static final String WORD_TOTAL = "word-total";
    private static final String IDENTIFIED = "identified";
    private static final String IDENTIFIER_TOTAL = "identifier-total";

    /// With one more text.
    Totals plus(int moreWords, int moreIdentifiers) {
        return new Totals(
                texts + 1,
                worded + Math.min(moreWords, 1),
                words + moreWords,
                identified + Math.min(moreIdentifiers, 1),
                identifiers + moreIdentifiers);
    }

    /// What a document keeps; set while the document is taken in.
    static final class Fields {

        private final NumericDocValuesField worded = new NumericDocValuesField(WORDED, 0);
        private final NumericDocValuesField words = new NumericDocValuesField(WORD_TOTAL, 0);
        private final NumericDocValuesField identified = new NumericDocValuesField(IDENTIFIED, 0);
        private final NumericDocValuesField identifiers =
                new NumericDocValuesField(IDENTIFIER_TOTAL, 0);
        private Totals totals = NONE;

        void set(Totals totals) {
            this.totals = totals;
            worded.setLongValue(totals.worded);
            words.setLongValue(totals.words);
            identified.setLongValue(totals.identified);
            identifiers.setLongValue(totals.identifiers);
        }

        Totals get() {
            return totals;
        }

        void addTo(Document document) {
            document.add(worded);
            document.add(words);
            document.add(identified);
            document.add(identifiers);
        }
    }

    /// Of the first texts of an index, which has as many.
    static Totals of(IndexReader reader, int texts) throws IOException {
        return texts == 0
                ? NONE
                : new Totals(
                        texts,
                        value(reader, WORDED, texts - 1),
                        value(reader, WORD_TOTAL, texts - 1),
                        value(reader, IDENTIFIED, texts - 1),
                        value(reader, IDENTIFIER_TOTAL, texts - 1));
    }

    private static long value(IndexReader reader, String field, int document) throws IOException {
        NumericDocValues values = MultiDocValues.getNumericValues(reader, field);
        if (values == null || !values.advanceExact(document)) {
            throw new IllegalStateException("document " + document + " has no " + field);
        }
        return values.longValue();
    }
}
