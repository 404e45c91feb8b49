package dev.everlog.memory.lexical;

import dev.everlog.eventlog.tail.Snapshots;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
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

    private static final String WORDS = "words";
    private static final String IDENTIFIERS = "identifiers";
    private static final String KEY = "key";
    private static final String ORDINAL = "ordinal";

    private final Directory directory;
    private final WordAnalyzer analyzer;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private volatile boolean dirty;

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
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory does no I/O", e);
        }
    }

    /// Takes a text in, in place of the one that had this ordinal; found by the next search.
    public void add(int ordinal, String text) {
        Document document = new Document();
        document.add(new StringField(KEY, key(ordinal), Field.Store.NO));
        document.add(new NumericDocValuesField(ORDINAL, ordinal));
        document.add(new TextField(WORDS, Identifiers.opened(text), Field.Store.NO));
        for (String identifier : Identifiers.in(text, Integer.MAX_VALUE)) {
            document.add(new StringField(IDENTIFIERS, identifier, Field.Store.NO));
        }
        try {
            writer.updateDocument(new Term(KEY, key(ordinal)), document);
            dirty = true;
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory does no I/O", e);
        }
    }

    /// Forgets a text; unknown ordinals are ignored.
    public void remove(int ordinal) {
        try {
            writer.deleteDocuments(new Term(KEY, key(ordinal)));
            dirty = true;
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
    /// visible ones share any. Among equals the one added first.
    ///
    /// @param visible asked only for ordinals whose text shares a word, from this thread
    public List<LexicalHit> search(String question, int k, IntPredicate visible) {
        if (k < 1) {
            return List.of();
        }
        try {
            if (dirty) {
                dirty = false; // before the refresh: what is added meanwhile makes it dirty again
                searchers.maybeRefreshBlocking();
            }
            IndexSearcher searcher = searchers.acquire();
            try {
                return search(searcher, question, k, visible);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory does no I/O", e);
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

    private static int ordinal(IndexSearcher searcher, int document) throws IOException {
        NumericDocValues ordinals =
                MultiDocValues.getNumericValues(searcher.getIndexReader(), ORDINAL);
        if (ordinals == null || !ordinals.advanceExact(document)) {
            throw new IllegalStateException("document " + document + " has no ordinal");
        }
        return Math.toIntExact(ordinals.longValue());
    }

    private static String key(int ordinal) {
        return Integer.toString(ordinal, Character.MAX_RADIX);
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
