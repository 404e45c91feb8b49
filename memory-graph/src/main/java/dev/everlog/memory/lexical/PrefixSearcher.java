package dev.everlog.memory.lexical;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermStatistics;

/// Weighs words as if the index ended with one of its first documents: they are in the order of adding. Confined to one
/// search.
final class PrefixSearcher extends IndexSearcher {

    private final int documents;
    private final Totals totals;

    /// @param documents how many count, the first
    PrefixSearcher(IndexSearcher whole, int documents) throws IOException {
        super(whole.getIndexReader());
        setSimilarity(whole.getSimilarity());
        setQueryCache(null);
        this.documents = Math.min(documents, whole.getIndexReader().maxDoc());
        this.totals = Totals.of(getIndexReader(), this.documents);
    }

    @Override
    public CollectionStatistics collectionStatistics(String field) {
        boolean words = field.equals(LexicalIndex.WORDS);
        long having = Math.max(1, words ? totals.worded() : totals.identified());
        long terms = Math.max(having, words ? totals.words() : totals.identifiers());
        return new CollectionStatistics(field, Math.max(1, documents), having, terms, having);
    }

    @Override
    public TermStatistics termStatistics(Term term, int docFreq, long totalTermFreq)
            throws IOException {
        if (documents == getIndexReader().maxDoc()) {
            return super.termStatistics(term, docFreq, totalTermFreq);
        }
        long having = 0;
        for (LeafReaderContext leaf : getLeafContexts()) {
            Terms terms = leaf.reader().terms(term.field());
            TermsEnum found = terms == null ? null : terms.iterator();
            if (found != null && leaf.docBase < documents && found.seekExact(term.bytes())) {
                having += having(leaf, found);
            }
        }
        long atLeast =
                Math.max(1, having); // one that comes later only is seen in no text that counts
        return new TermStatistics(term.bytes(), atLeast, atLeast);
    }

    private int having(LeafReaderContext leaf, TermsEnum term) throws IOException {
        int end = documents - leaf.docBase;
        if (end >= leaf.reader().maxDoc()) {
            return term.docFreq();
        }
        PostingsEnum postings = term.postings(null, PostingsEnum.NONE);
        int count = 0;
        while (postings.nextDoc() < end) {
            count++;
        }
        return count;
    }
}
