package dev.lookalike.vision;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// What colours are called.
final class ColourName {
    private static final Map<String, Integer> NAMES = new TreeMap<>(Map.ofEntries(Map.entry("black", 0x1C1C1E),
            Map.entry("charcoal", 0x44474C), Map.entry("grey", 0x8C8F93), Map.entry("gray", 0x8C8F93),
            Map.entry("silver", 0xC0C0C0), Map.entry("white", 0xF4F4F2), Map.entry("ivory", 0xF6F0DC),
            Map.entry("cream", 0xEEE2C8), Map.entry("beige", 0xD2BC9A), Map.entry("tan", 0xBB8A5A),
            Map.entry("camel", 0xB98550), Map.entry("brown", 0x6E4A32), Map.entry("red", 0xC42B30),
            Map.entry("burgundy", 0x722038), Map.entry("maroon", 0x6E1F2C), Map.entry("coral", 0xF07860),
            Map.entry("orange", 0xE2772E), Map.entry("mustard", 0xD09C30), Map.entry("gold", 0xC9A24E),
            Map.entry("yellow", 0xF2CE46), Map.entry("lime", 0xA6CE39), Map.entry("green", 0x2E7D4A),
            Map.entry("olive", 0x6F7040), Map.entry("khaki", 0x9A9060), Map.entry("mint", 0xA6DABF),
            Map.entry("teal", 0x1F7B80), Map.entry("turquoise", 0x35B8B0), Map.entry("sky blue", 0x8DBDE2),
            Map.entry("light blue", 0xA8CCE8), Map.entry("blue", 0x2C60B4), Map.entry("navy", 0x25325A),
            Map.entry("purple", 0x6A4592), Map.entry("violet", 0x7D55B0), Map.entry("lilac", 0xBCA6DA),
            Map.entry("pink", 0xE89EB4), Map.entry("magenta", 0xC0307F), Map.entry("rose", 0xD9748C)));

    private ColourName() {}

    /// The colour of a name in small letters, as `0xRRGGBB`, or null if none is called so.
    static @Nullable Integer known(String name) {
        return NAMES.get(name);
    }

    /// The colour of a name, or of `#rrggbb`, as `0xRRGGBB`.
    static int rgb(String text) {
        String name = text.toLowerCase(Locale.ROOT).replace('-', ' ');
        Integer named = known(name);
        if (named != null) {
            return named;
        }
        String digits = name.startsWith("#") ? name.substring(1) : "";
        if (digits.matches("[0-9a-f]{6}")) {
            return Integer.parseInt(digits, 16);
        }
        throw new IllegalArgumentException("no colour is called `%s`; give #rrggbb or one of %s".formatted(text,
                String.join(", ", NAMES.keySet())));
    }
}
