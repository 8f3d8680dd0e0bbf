package dev.lookalike.gallery;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// What people and outfits can be called.
final class Names {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._@+:-]{0,99}");

    private Names() {}

    /// The name, if it can be one.
    ///
    /// @param whose
    ///            such as `a user`
    static String check(String whose, @Nullable String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "%s is called \"%s\"; give 1 to 100 letters, digits, spaces and . _ - @ + :, a letter or digit first"
                            .formatted(whose, name == null ? "" : name.substring(0, Math.min(40, name.length()))));
        }
        return name;
    }
}
