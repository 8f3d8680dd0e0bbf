package dev.lookalike.vision;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/// The colours that some words name, and what else they say; in English.
///
/// @param palette
///            the colours, in equal shares; null where none is named
/// @param rest
///            the other words, such as `dress` of `a dark red dress`; empty where they say nothing
public record ColourWords(@Nullable Palette palette, String rest) {
    private static final Set<String> SAY_NOTHING = Set.of("a", "an", "and", "but", "color", "colored", "colour",
            "coloured",
            "in", "it", "like", "more", "of", "one", "ones", "only", "or", "something", "that", "the", "things", "this",
            "those", "with");
    private static final Set<String> DARK = Set.of("dark", "deep");
    private static final Set<String> LIGHT = Set.of("light", "pale");
    private static final Set<String> BRIGHT = Set.of("bright", "vivid");
    private static final double DARKER = 0.55;
    private static final double LIGHTER = 0.5;
    private static final int WHITE = 255;

    /// What a text names.
    ///
    /// @param isThing
    ///            whether a colour's name is part of what something is called there, such as `red` in `red fox`
    public static ColourWords of(String text, Predicate<String> isThing) {
        String[] words = text.strip().split("[\\s,;]+");
        var rest = new ArrayList<String>();
        var tints = new ArrayList<Palette.Tint>();
        for (int i = 0; i < words.length; i++) {
            Integer two = i + 1 < words.length ? colour(words[i] + " " + words[i + 1], isThing) : null;
            Integer colour = two == null ? colour(words[i], isThing) : two;
            if (colour == null || tints.size() == Palette.MAX_TINTS) {
                rest.add(words[i]);
                continue;
            }
            tints.add(new Palette.Tint(two == null ? shaded(colour, rest) : colour, 1));
            i += two == null ? 0 : 1;
        }
        boolean says = rest.stream().anyMatch(word -> !SAY_NOTHING.contains(word.toLowerCase(Locale.ROOT)));
        return tints.isEmpty()
                ? new ColourWords(null, text)
                : new ColourWords(new Palette(tints), says ? String.join(" ", rest) : "");
    }

    private static @Nullable Integer colour(String name, Predicate<String> isThing) {
        String lower = name.toLowerCase(Locale.ROOT);
        Integer known = ColourName.known(lower);
        return known == null || isThing.test(lower) ? null : known;
    }

    // "Dark" before a colour is of the colour.
    private static int shaded(int rgb, List<String> before) {
        String last = before.isEmpty() ? "" : before.getLast().toLowerCase(Locale.ROOT);
        if (DARK.contains(last) || LIGHT.contains(last) || BRIGHT.contains(last)) {
            before.removeLast();
        }
        double ground = LIGHT.contains(last) ? WHITE * (1 - LIGHTER) : 0;
        double own = DARK.contains(last) ? DARKER : LIGHT.contains(last) ? LIGHTER : 1;
        int shaded = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            shaded |= (int) Math.round(ground + own * (rgb >> shift & WHITE)) << shift;
        }
        return shaded;
    }
}
