package dev.everlog.memory.lexical;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/// Words as BM25 counts them: broken as Unicode says, lower case, without accents and 's, stemmed as English. Chinese,
/// Japanese and Korean, which have no blanks, become single signs and pairs of neighbours.
final class WordAnalyzer extends Analyzer {

    /// Martin Porter's list, which Lucene ships: pronouns, question words and auxiliaries too, of which questions are
    /// made and which in a small memory are rare enough to outweigh what is meant.
    private static final CharArraySet FUNCTION_WORDS = functionWords();

    private final LexicalSettings settings;

    WordAnalyzer(LexicalSettings settings) {
        this.settings = settings;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = new StandardTokenizer();
        TokenStream stream = new LowerCaseFilter(new CJKWidthFilter(words));
        stream = new EnglishPossessiveFilter(stream);
        stream = settings.dropStopWords() ? new StopFilter(stream, FUNCTION_WORDS) : stream;
        stream = new ASCIIFoldingFilter(new CJKBigramFilter(stream, ALL_SCRIPTS, true));
        return new TokenStreamComponents(words, stemmed(stream));
    }

    private static CharArraySet functionWords() {
        try (InputStream list = SnowballFilter.class.getResourceAsStream("english_stop.txt")) {
            return WordlistLoader.getSnowballWordSet(Objects.requireNonNull(list));
        } catch (IOException e) {
            throw new UncheckedIOException("the list of function words cannot be read", e);
        }
    }

    private static final int ALL_SCRIPTS =
            CJKBigramFilter.HAN
                    | CJKBigramFilter.HIRAGANA
                    | CJKBigramFilter.KATAKANA
                    | CJKBigramFilter.HANGUL;

    private TokenStream stemmed(TokenStream words) {
        return switch (settings.stemming()) {
            case NONE -> words;
            case KSTEM -> new KStemFilter(words);
            case PORTER -> new PorterStemFilter(words);
        };
    }
}
