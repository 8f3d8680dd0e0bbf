package dev.lookalike.app.api;

import org.jspecify.annotations.Nullable;

/// Refuses what is outside its documented range, always in the same words.
public final class Bounds {
    private Bounds() {}

    /// The value, if it is `least` to `most`.
    ///
    /// @throws IllegalArgumentException
    ///             if it is not
    public static long check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s is %d; give %d to %d".formatted(name, value, least, most));
        }
        return value;
    }

    /// The text, if it has at most `most` characters.
    ///
    /// @throws IllegalArgumentException
    ///             if it has more
    public static @Nullable String checkLength(String name, @Nullable String text, int most) {
        if (text != null && text.length() > most) {
            throw new IllegalArgumentException(
                    "%s has %d characters; give at most %d".formatted(name, text.length(), most));
        }
        return text;
    }
}
