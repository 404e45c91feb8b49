package dev.everlog.memory.lexical;

import dev.everlog.eventlog.tail.Snapshots;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/// Finds texts by their words. In memory, made from the log or a snapshot; source: Robertson and Zaragoza 2009 (BM25).
///
/// Each text is indexed twice: as words ({@link WordAnalyzer}) and as whole identifiers ({@link Identifiers}). A
/// question is never parsed as a query language, so any text is a question. Adding a sentence costs about 60 µs; the first search
/// after an add makes the new ones visible, 2 to 6 ms CPU.
///
/// Thread-safe; starts no threads. No locks of our own.
public final class LexicalIndex implements AutoCloseable {

    /// Words of a question that count, and as many identifiers: Lucene refuses more than 1,024 clauses.
    public static final int QUESTION_TERM_LIMIT = 256;

    /// Characters of a question that are looked at: enough for {@value #QUESTION_TERM_LIMIT} different words.
    static final int QUESTION_LIMIT_CHARS = 32_768;

    static final String WORDS = "words";
    static final String IDENTIFIERS = "identifiers";
    private static final String ORDINAL = "ordinal";

    private final Directory directory;
    private final WordAnalyzer analyzer;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final AtomicLong added = new AtomicLong();
    private volatile long
            refreshed; // so many of the added are seen by searches; written under searchers
    private Totals totals; // of the one who adds

    public LexicalIndex() {
        this(LexicalSettings.DEFAULT);
    }

    public LexicalIndex(LexicalSettings settings) {
        this(settings, new ByteBuffersDirectory());
    }

    /// As it was when it was {@link #saved}.
    ///
    /// @throws IOException if another version of Lucene wrote it
    public static LexicalIndex restored(DataInputStream saved) throws IOException {
        return new LexicalIndex(LexicalSettings.DEFAULT, SavedIndex.read(saved));
    }

    private LexicalIndex(LexicalSettings settings, Directory directory) {
        this.directory = directory;
        this.analyzer = new WordAnalyzer(settings);
        BM25Similarity similarity = new BM25Similarity(settings.k1(), settings.b());
        IndexWriterConfig config =
                new IndexWriterConfig(analyzer)
                        .setSimilarity(similarity)
                        .setMergeScheduler(new SerialMergeScheduler()) // no thread of its own
                        .setMergePolicy(
                                new LogDocMergePolicy()) // keeps the order of adding, which breaks
                        // ties
                        .setUseCompoundFile(false)
                        .setCommitOnClose(false);
        try {
            this.writer = new IndexWriter(directory, config);
            this.searchers = new SearcherManager(writer, new Searchers(similarity));
            this.totals = last();
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory does no I/O", e);
        }
    }

    /// Takes in the next text; found by the next search. By one thread at a time.
    ///
    /// @param ordinal from 0, one more than that of the text before
    public void add(int ordinal, String text) {
        if (ordinal != totals.texts()) {
            throw new IllegalArgumentException(
                    "text " + totals.texts() + " is the next, not " + ordinal);
        }
        Document document = new Document();
        document.add(new NumericDocValuesField(ORDINAL, ordinal));
        Set<String> identifiers = Identifiers.in(text, Integer.MAX_VALUE);
        for (String identifier : identifiers) {
            document.add(new StringField(IDENTIFIERS, identifier, Field.Store.NO));
        }
        Totals.Fields sums = new Totals.Fields();
        TokenStream words = analyzer.tokenStream(WORDS, Identifiers.opened(text));
        document.add(
                new TextField(
                        WORDS,
                        new CountingFilter(
                                words, count -> sums.set(totals.plus(count, identifiers.size())))));
        sums.addTo(document); // behind the words, which are counted when they are indexed
        try {
            writer.addDocument(document);
            totals = sums.get();
            added.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory does no I/O", e);
        }
    }

    /// What it holds now, to be written later, before the next call of this method.
    public Snapshots.Contents saved() {
        try {
            writer.commit();
            return SavedIndex.of(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory does no I/O", e);
        }
    }

    /// The {@code k} visible texts that share the most telling words with a question, best first; fewer only if fewer
    /// visible ones share any. Among equals the one added first. How telling a word is follows from the first texts
    /// alone, so that the answer does not change with what comes later. Cost beside that of finding: if there are later
    /// texts, a step for each text that has a word of the question.
    ///
    /// @param texts how many texts there are, for this question
    /// @param visible asked only for ordinals whose text shares a word, from this thread; false behind these texts
    public List<LexicalHit> search(String question, int k, int texts, IntPredicate visible) {
        if (k < 1 || texts < 1) {
            return List.of();
        }
        try {
            refresh();
            IndexSearcher searcher = searchers.acquire();
            try {
                return search(new PrefixSearcher(searcher, texts), question, k, visible);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory does no I/O", e);
        }
    }

    /** Whoever comes while another refreshes waits for that: else it would miss what was added before it came. */
    private void refresh() throws IOException {
        if (refreshed < added.get()) {
            synchronized (searchers) {
                long all = added.get();
                if (refreshed < all) {
                    searchers.maybeRefreshBlocking();
                    refreshed = all;
                }
            }
        }
    }

    private List<LexicalHit> search(
            IndexSearcher searcher, String question, int k, IntPredicate visible)
            throws IOException {
        ScoreDoc[] found = searcher.search(query(question, visible), k).scoreDocs;
        List<LexicalHit> hits = new ArrayList<>(found.length);
        for (ScoreDoc one : found) {
            hits.add(new LexicalHit(ordinal(searcher, one.doc), one.score));
        }
        return List.copyOf(hits);
    }

    private Query query(String question, IntPredicate visible) {
        String head = question.substring(0, Math.min(question.length(), QUESTION_LIMIT_CHARS));
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String word : Terms.of(analyzer, Identifiers.opened(head), QUESTION_TERM_LIMIT)) {
            any.add(new TermQuery(new Term(WORDS, word)), BooleanClause.Occur.SHOULD);
        }
        for (String identifier : Identifiers.in(head, QUESTION_TERM_LIMIT)) {
            any.add(new TermQuery(new Term(IDENTIFIERS, identifier)), BooleanClause.Occur.SHOULD);
        }
        return new BooleanQuery.Builder()
                .add(any.build(), BooleanClause.Occur.MUST)
                .add(new VisibleQuery(ORDINAL, visible), BooleanClause.Occur.FILTER)
                .build();
    }

    private Totals last() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return Totals.of(searcher.getIndexReader(), searcher.getIndexReader().maxDoc());
        } finally {
            searchers.release(searcher);
        }
    }

    private static int ordinal(IndexSearcher searcher, int document) throws IOException {
        NumericDocValues ordinals =
                MultiDocValues.getNumericValues(searcher.getIndexReader(), ORDINAL);
        if (ordinals == null || !ordinals.advanceExact(document)) {
            throw new IllegalStateException("document " + document + " has no ordinal");
        }
        return Math.toIntExact(ordinals.longValue());
    }

    /// Frees the memory; the index is of no use afterwards.
    @Override
    public void close() {
        try {
            searchers.close();
            writer.rollback(); // nothing to save
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory does no I/O", e);
        }
    }

    /// Searchers that score as the writer does and remember nothing.
    private static final class Searchers extends SearcherFactory {

        private final BM25Similarity similarity;

        Searchers(BM25Similarity similarity) {
            this.similarity = similarity;
        }

        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setSimilarity(similarity);
            searcher.setQueryCache(null);
            return searcher;
        }
    }
}
