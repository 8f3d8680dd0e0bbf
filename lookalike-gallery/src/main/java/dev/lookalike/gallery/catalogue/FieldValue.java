package dev.lookalike.gallery.catalogue;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What the values of metadata mean: numbers, or text whose case does not matter.
public final class FieldValue {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,18}(\\.[0-9]{1,18})?");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    /// So many digits of a number are the same in a double.
    private static final int DOUBLE_DIGITS = 15;

    private FieldValue() {}

    public static boolean isNumber(String value) {
        return NUMBER.matcher(value).matches();
    }

    /// As numbers if both are; else as text.
    public static int compare(String value, String other) {
        if (isNumber(value) && isNumber(other)) {
            return new BigDecimal(value).compareTo(new BigDecimal(other));
        }
        return value.compareToIgnoreCase(other);
    }

    /// The words of a text, in lower case, in their order, each once.
    public static Set<String> words(String text) {
        return new LinkedHashSet<>(sequence(text));
    }

    /// The words of a text, in lower case, in their order.
    public static List<String> sequence(String text) {
        return BETWEEN_WORDS.splitAsStream(text.toLowerCase(Locale.ROOT)).filter(word -> !word.isEmpty()).toList();
    }

    /// Whether a double tells it from every other number: text, and numbers of up to 15 digits.
    public static boolean fitsDouble(String value) {
        return !isNumber(value) || new BigDecimal(value).stripTrailingZeros().precision() <= DOUBLE_DIGITS;
    }

    /// What stands for a value where only numbers and the letters of texts can be compared: a `Double`, or a text that is
    /// equal to that of every text that is [equal][#compare] to it.
    public static Object comparable(String value) {
        if (isNumber(value)) {
            // Zero has one sign.
            return Double.parseDouble(value) + 0.0;
        }
        var folded = new StringBuilder(value.length());
        value.codePoints()
                .forEach(letter -> folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(letter))));
        return folded.toString();
    }
}
