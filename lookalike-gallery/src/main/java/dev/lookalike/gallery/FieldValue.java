package dev.lookalike.gallery;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What the values of metadata mean: numbers, or text whose case does not matter.
final class FieldValue {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,18}(\\.[0-9]{1,18})?");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private FieldValue() {}

    static boolean isNumber(String value) {
        return NUMBER.matcher(value).matches();
    }

    /// As numbers if both are; else as text.
    static int compare(String value, String other) {
        if (isNumber(value) && isNumber(other)) {
            return new BigDecimal(value).compareTo(new BigDecimal(other));
        }
        return value.compareToIgnoreCase(other);
    }

    /// The words of a text, in lower case.
    static Set<String> words(String text) {
        var words = new HashSet<>(List.of(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT))));
        words.remove("");
        return words;
    }
}
