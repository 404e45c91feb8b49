package dev.everlog.memory.lexical;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// The terms of a text. Pure.
final class Terms {

    private Terms() {}

    /// Each term once, in order of appearance; at most {@code limit}, and what comes later is not even looked at.
    static SequencedSet<String> of(Analyzer analyzer, String text, int limit) {
        SequencedSet<String> terms = new LinkedHashSet<>();
        try (TokenStream stream = analyzer.tokenStream("", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (terms.size() < limit && stream.incrementToken()) {
                terms.add(term.toString());
            }
            return terms;
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory does no I/O", e);
        }
    }
}
