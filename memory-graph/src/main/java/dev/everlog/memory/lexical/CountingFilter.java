package dev.everlog.memory.lexical;

import java.io.IOException;
import java.util.function.IntConsumer;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;

/// Lets all tokens through and tells at the end how many there were.
final class CountingFilter extends TokenFilter {

    private final IntConsumer told;
    private int count;

    CountingFilter(TokenStream tokens, IntConsumer told) {
        super(tokens);
        this.told = told;
    }

    @Override
    public boolean incrementToken() throws IOException {
        boolean more = input.incrementToken();
        count += more ? 1 : 0;
        return more;
    }

    @Override
    public void end() throws IOException {
        super.end();
        told.accept(count);
    }
}
