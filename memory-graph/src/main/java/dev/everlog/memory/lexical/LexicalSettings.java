package dev.everlog.memory.lexical;

/// How words are counted.
///
/// @param k1 how much a repeated word adds; 0 not at all
/// @param b how much a long text is held against it, 0 to 1
/// @param stemming which endings are the same
/// @param dropStopWords whether "the", "is", "who" and the like count for nothing
public record LexicalSettings(float k1, float b, Stemming stemming, boolean dropStopWords) {

    /// On the LoCoMo development conversations (997 questions, "speaker: text" and caption, R@10): Porter
    /// .613, KStem .596, no stemming .586; with k1 1.2, b .75 Porter .593; without function words .653.
    public static final LexicalSettings DEFAULT =
            new LexicalSettings(.9f, .4f, Stemming.PORTER, true);

    /// How words lose their endings.
    public enum Stemming {
        NONE,
        /// Keeps to words of a dictionary.
        KSTEM,
        /// Cuts more.
        PORTER
    }

    public LexicalSettings {
        if (!(k1 >= 0) || !(b >= 0 && b <= 1)) {
            throw new IllegalArgumentException(
                    "k1 must be at least 0 and b 0..1, were " + k1 + " and " + b);
        }
    }
}
