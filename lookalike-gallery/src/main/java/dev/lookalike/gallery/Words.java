package dev.lookalike.gallery;

/// Words that say what the answers should look like, or not look like; in English.
///
/// @param text
///            1 to [#MAX_LENGTH] characters, not only blanks, such as `red dress`
/// @param weight
///            -10 to 10, not 0; below 0 for "unlike this"
public record Words(String text, double weight) implements Query.Part {
    /// The most characters of one text.
    public static final int MAX_LENGTH = 1_000;

    public Words {
        if (text.isBlank()) {
            throw new IllegalArgumentException("words are blank; say what to look for, such as `red dress`");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "words have %d characters; give up to %d".formatted(text.length(), MAX_LENGTH));
        }
        Query.checkWeight(weight);
    }

    /// Like what these words describe.
    public static Words of(String text) {
        return new Words(text, 1);
    }

    /// Unlike what these words describe.
    public static Words without(String text) {
        return new Words(text, -1);
    }

    /// The same words, counting so much.
    public Words weighing(double weight) {
        return new Words(text, weight);
    }
}
