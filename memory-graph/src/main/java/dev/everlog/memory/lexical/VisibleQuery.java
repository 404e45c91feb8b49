package dev.everlog.memory.lexical;

import java.io.IOException;
import java.util.function.IntPredicate;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/// Lets through the documents whose ordinal is visible; asked only for those that the words have found.
final class VisibleQuery extends Query {

    private static final float MATCH_COST = 10; // simple operations; a bit set or two

    private final String ordinalField;
    private final IntPredicate visible;

    VisibleQuery(String ordinalField, IntPredicate visible) {
        this.ordinalField = ordinalField;
        this.visible = visible;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
                NumericDocValues ordinals = DocValues.getNumeric(context.reader(), ordinalField);
                DocIdSetIterator all = DocIdSetIterator.all(context.reader().maxDoc());
                TwoPhaseIterator check =
                        new TwoPhaseIterator(all) {
                            @Override
                            public boolean matches() throws IOException {
                                return ordinals.advanceExact(approximation.docID())
                                        && visible.test(Math.toIntExact(ordinals.longValue()));
                            }

                            @Override
                            public float matchCost() {
                                return MATCH_COST;
                            }
                        };
                return new DefaultScorerSupplier(
                        new ConstantScoreScorer(score(), scoreMode, check));
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return false; // what is visible differs from question to question
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "visible";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VisibleQuery query && query.visible.equals(visible);
    }

    @Override
    public int hashCode() {
        return visible.hashCode();
    }
}
