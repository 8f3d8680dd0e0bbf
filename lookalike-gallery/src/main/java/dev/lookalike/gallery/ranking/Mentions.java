package dev.lookalike.gallery.ranking;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.TreeSet;

import dev.lookalike.gallery.catalogue.FieldValue;
import org.jspecify.annotations.Nullable;

/// Says which words are found in what is told of a picture, and where.
final class Mentions {
    /// A shorter beginning of a word is no sign that it is the same.
    private static final int LEAST_COMMON = 3;

    /// The most words, and the most fields, that are said.
    private static final int SAID = 4;

    private Mentions() {}

    /// Such as `named "red dress" in name, description`; null where none is found.
    ///
    /// @param metadata
    ///            of the picture, by field
    static @Nullable String of(String text, Map<String, String> metadata) {
        var found = new LinkedHashSet<String>();
        var fields = new TreeSet<String>();
        for (String word : FieldValue.words(text)) {
            metadata.forEach((field, value) -> {
                if (FieldValue.words(value).stream().anyMatch(told -> same(word, told))) {
                    found.add(word);
                    fields.add(field);
                }
            });
        }
        return found.isEmpty()
                ? null
                : "named \"%s\" in %s".formatted(String.join(" ", found.stream().limit(SAID).toList()),
                        String.join(", ", fields.stream().limit(SAID).toList()));
    }

    // The search compares stems; here one word that begins with the other is near enough: `stripe` and `stripes`.
    private static boolean same(String a, String b) {
        return a.equals(b)
                || (Math.min(a.length(), b.length()) >= LEAST_COMMON && Math.abs(a.length() - b.length()) <= 2
                        && (a.startsWith(b) || b.startsWith(a)));
    }
}
