package dev.everlog.embeddings.onnx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// BERT's uncased tokenizer once more, from its description and by other means than the one in use: the reference in
/// {@link ReferenceTest}. Source: Devlin et al. 2018, and tokenization.py of google-research/bert.
final class WordPiece {

    private static final int LONGEST_WORD_CHARS = 100;
    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Pattern ENTRY =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*:\\s*(\\d+)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u([0-9a-fA-F]{4})|.)");

    private final Map<String, Long> vocabulary = new HashMap<>();

    /// @param tokenizerJson of which only the vocabulary is read
    WordPiece(Path tokenizerJson) throws IOException {
        String json = Files.readString(tokenizerJson, StandardCharsets.UTF_8);
        Matcher entry = ENTRY.matcher(json);
        for (int from = json.indexOf("\"vocab\""); entry.find(from); from = entry.end()) {
            vocabulary.put(unescape(entry.group(1)), Long.valueOf(entry.group(2)));
        }
    }

    int vocabularySize() {
        return vocabulary.size();
    }

    /// Ids with [CLS] in front and [SEP] at the end, {@code limit} at most.
    long[] encode(String text, int limit) {
        List<Long> ids = new ArrayList<>();
        for (String word : words(text)) {
            ids.addAll(pieces(word));
        }
        List<Long> kept = new ArrayList<>(ids.subList(0, Math.min(ids.size(), limit - 2)));
        kept.addFirst(id("[CLS]"));
        kept.addLast(id("[SEP]"));
        return kept.stream().mapToLong(Long::longValue).toArray();
    }

    /// Greedy, longest piece first; a word with a hole is unknown as a whole.
    private List<Long> pieces(String word) {
        List<Long> pieces = new ArrayList<>();
        int start = 0;
        while (start < word.length()
                && word.codePointCount(0, word.length()) <= LONGEST_WORD_CHARS) {
            int end = word.length();
            while (end > start && !vocabulary.containsKey(piece(word, start, end))) {
                end--;
            }
            if (end == start) {
                return List.of(id("[UNK]"));
            }
            pieces.add(id(piece(word, start, end)));
            start = end;
        }
        return start == 0 ? List.of(id("[UNK]")) : pieces;
    }

    private static String piece(String word, int start, int end) {
        return (start == 0 ? "" : "##") + word.substring(start, end);
    }

    private static List<String> words(String text) {
        StringBuilder spaced = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFD)
                .codePoints()
                .forEach(c -> {
                    int type = Character.getType(c);
                    if (Character.isWhitespace(c) || type == Character.SPACE_SEPARATOR) {
                        spaced.append(' ');
                    } else if (c == 0
                            || c == 0xFFFD
                            || type == Character.CONTROL
                            || type == Character.FORMAT) {
                        return;
                    } else if (isPunctuation(c, type) || Character.isIdeographic(c)) {
                        spaced.append(' ').appendCodePoint(c).append(' ');
                    } else if (type != Character.NON_SPACING_MARK) {
                        spaced.appendCodePoint(c);
                    }
                });
        return SPACES.splitAsStream(spaced.toString().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean isPunctuation(int c, int type) {
        boolean asciiSymbol = c < 128 && c > ' ' && !Character.isLetterOrDigit(c);
        return asciiSymbol
                || switch (type) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION ->
                            true;
                    default -> false;
                };
    }

    private long id(String token) {
        Long id = vocabulary.get(token);
        if (id == null) {
            throw new IllegalStateException("not in the vocabulary: " + token);
        }
        return id;
    }

    private static String unescape(String json) {
        return ESCAPE.matcher(json)
                .replaceAll(m ->
                        Matcher.quoteReplacement(
                                m.group(2) == null
                                        ? m.group(1)
                                        : Character.toString(Integer.parseInt(m.group(2), 16))));
    }
}
