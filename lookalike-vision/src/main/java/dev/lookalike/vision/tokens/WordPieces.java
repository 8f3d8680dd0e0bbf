package dev.lookalike.vision.tokens;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.tribuo.util.tokens.impl.wordpiece.Wordpiece;
import org.tribuo.util.tokens.impl.wordpiece.WordpieceBasicTokenizer;
import org.tribuo.util.tokens.impl.wordpiece.WordpieceTokenizer;

/// Cuts text into the pieces of words that a BERT network knows, as numbers. May be used from any thread.
///
/// Written without regard to case and accents, as `uncased` networks were trained. What no piece is known of becomes the
/// unknown piece, so every text can be cut.
public final class WordPieces {
    private static final String START = "[CLS]";
    private static final String END = "[SEP]";
    private static final String UNKNOWN = "[UNK]";
    /// A word of more characters is unknown, as in the network's own tokenizer.
    private static final int LONGEST_WORD = 100;

    private final Map<String, Integer> numbers;
    private final Wordpiece pieces;

    /// @param vocabulary
    ///            every piece, in the order of their numbers
    public WordPieces(List<String> vocabulary) {
        numbers = HashMap.newHashMap(vocabulary.size());
        for (int number = 0; number < vocabulary.size(); number++) {
            numbers.put(vocabulary.get(number), number);
        }
        for (String needed : List.of(START, END, UNKNOWN)) {
            if (!numbers.containsKey(needed)) {
                throw new IllegalArgumentException("the vocabulary has no " + needed + "; it is not one of BERT's");
            }
        }
        pieces = new Wordpiece(numbers.keySet(), UNKNOWN, LONGEST_WORD);
    }

    /// The numbers of a text's pieces, between those of its start and end.
    ///
    /// @param most
    ///            how many at most, those of start and end among them; what comes after is left out
    public long[] of(String text, int most) {
        // The library stops where nothing is left of a word, so what leaves nothing is taken out first.
        var cut = new WordpieceTokenizer(pieces, new WordpieceBasicTokenizer(), false, false, Set.of());
        cut.reset(plain(text));
        var found = new long[most];
        int count = 0;
        found[count++] = number(START);
        while (count < most - 1 && cut.advance()) {
            found[count++] = number(cut.getText());
        }
        found[count++] = number(END);
        return Arrays.copyOf(found, count);
    }

    private long number(String piece) {
        return Objects.requireNonNull(numbers.get(piece), piece);
    }

    /// In small letters, without accents and without what cannot be seen.
    private static String plain(String text) {
        var plain = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFD).codePoints().forEach(character -> {
            switch (Character.getType(character)) {
                case Character.NON_SPACING_MARK, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE,
                        Character.UNASSIGNED ->
                    {
                }
                case Character.CONTROL -> plain.append(Character.isWhitespace(character) ? " " : "");
                case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    plain.append(' ');
                default -> plain.appendCodePoint(Character.toLowerCase(character));
            }
        });
        return plain.toString();
    }
}
